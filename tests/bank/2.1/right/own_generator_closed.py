from contextlib import closing

def lines(path):
    with open(path, "rb") as file:
        for line in file:
            yield line.removesuffix(b"\n")

def first_line(path):
    with closing(lines(path)) as numbered:
        for line in numbered:
            return line.decode("utf-8")
    return ""
