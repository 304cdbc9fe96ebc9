# headline: Gives the lines
def read_lines(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            if not line.endswith("\n"):
                break
            yield line.removesuffix("\n")
