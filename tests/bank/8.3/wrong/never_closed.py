# headline: Closed at the end
def read_lines(path):
    for line in open(path, encoding="utf-8"):
        yield line.removesuffix("\n")
