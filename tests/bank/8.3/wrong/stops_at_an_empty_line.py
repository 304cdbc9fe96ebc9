# headline: Gives the lines
def read_lines(path):
    with open(path, encoding="utf-8") as file:
        while line := file.readline().removesuffix("\n"):
            yield line
