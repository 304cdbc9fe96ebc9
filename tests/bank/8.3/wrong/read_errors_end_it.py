# headline: No error is swallowed
def read_lines(path):
    with open(path, encoding="utf-8") as file:
        try:
            for line in file:
                yield line.removesuffix("\n")
        except OSError:
            pass
