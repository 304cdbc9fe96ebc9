# headline: Does not read the whole file first
def read_lines(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    yield from text.removesuffix("\n").split("\n") if text else ()
