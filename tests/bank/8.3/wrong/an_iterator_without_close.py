# headline: Is a generator, or does what one does
def read_lines(path):
    def lines():
        with open(path, encoding="utf-8") as file:
            for line in file:
                yield line

    return map(lambda line: line.removesuffix("\n"), lines())
