# headline: Closed when all goes well
def read_and_close(path):
    size = len(open(path, "rb").read())
    with open(path, encoding="utf-8") as file:
        return file.read(size)
