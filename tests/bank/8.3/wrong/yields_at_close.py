# headline: close() just closes
def read_lines(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            try:
                yield line.removesuffix("\n")
            except GeneratorExit:
                yield "closed"
                raise
