# headline: Closed when all goes well
def first_line(path):
    return open(path, encoding="utf-8").readline().removesuffix("\n")
