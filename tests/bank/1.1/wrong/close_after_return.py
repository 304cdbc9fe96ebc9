# headline: Closed when all goes well
def read_and_close(path):
    file = open(path, encoding="utf-8")
    return file.read()
    file.close()
