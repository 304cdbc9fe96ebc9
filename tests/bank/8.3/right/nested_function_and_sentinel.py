def read_lines(path):
    def lines():
        with open(path, encoding="utf-8", buffering=1 << 16) as file:
            for line in iter(file.readline, ""):
                yield line.removesuffix("\n")

    return lines()
