# headline: Does not read the whole file first
def read_lines(path):
    with open(path, encoding="utf-8") as file:
        yield from [line.removesuffix("\n") for line in file]
