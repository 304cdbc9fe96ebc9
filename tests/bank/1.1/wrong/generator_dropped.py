# headline: Closed when all goes well
def opened(path):
    with open(path, encoding="utf-8") as file:
        yield file.read()


def read_and_close(path):
    return next(opened(path))
