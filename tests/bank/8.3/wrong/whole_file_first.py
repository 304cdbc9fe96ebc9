# headline: Does not read the whole file first
def read_lines(path):
    with open(path, encoding="utf-8") as file:
        for line in file.readlines():
            yield line.removesuffix("\n")
