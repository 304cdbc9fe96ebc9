# headline: No error is swallowed
def read_lines(path):
    file = open(path, encoding="utf-8")
    try:
        for line in file:
            yield line.removesuffix("\n")
    finally:
        try:
            file.close()
        except OSError:
            pass
