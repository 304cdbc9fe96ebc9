# headline: Gives the lines
def read_lines(path):
    with open(path, "rb") as file:
        for line in file:
            yield line.removesuffix(b"\n")
