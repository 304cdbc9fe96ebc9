# headline: Opens at the first next
def read_lines(path):
    return (line.removesuffix("\n") for line in open(path, encoding="utf-8"))
