# headline: Closed by close()
def read_lines(path):
    file = open(path, encoding="utf-8")
    for line in file:
        yield line.removesuffix("\n")
    file.close()
