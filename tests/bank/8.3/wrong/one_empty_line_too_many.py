# headline: Gives the lines
def read_lines(path):
    with open(path, encoding="utf-8") as file:
        rest = ""
        while block := file.read(1000):
            *lines, rest = (rest + block).split("\n")
            yield from lines
        yield rest
