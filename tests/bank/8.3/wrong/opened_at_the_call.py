# headline: Opens at the first next
def read_lines(path):
    file = open(path, encoding="utf-8")

    def lines():
        with file:
            for line in file:
                yield line.removesuffix("\n")

    return lines()
