# headline: Closed when all goes well
def read_and_close(path):
    return open(path, encoding="utf-8").read()
