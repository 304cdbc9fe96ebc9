# headline: Closed by close()
def read_lines(path):
    file = open(path, encoding="utf-8")
    try:
        for line in file:
            yield line.removesuffix("\n")
    except Exception:
        file.close()
        raise
    file.close()
