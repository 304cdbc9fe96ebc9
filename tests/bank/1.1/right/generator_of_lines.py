def lines(path):
    with open(path, encoding="utf-8") as file:
        yield from file


def read_and_close(path):
    return "".join(lines(path))
