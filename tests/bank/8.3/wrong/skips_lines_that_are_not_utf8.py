# headline: Says so when the text is not UTF-8
def read_lines(path):
    with open(path, "rb") as file:
        for line in file:
            try:
                yield line.decode().removesuffix("\n")
            except UnicodeDecodeError:
                continue
