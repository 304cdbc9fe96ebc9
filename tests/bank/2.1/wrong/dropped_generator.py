# headline: Closed when all goes well
def lines(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            yield line.removesuffix("\n")

def first_line(path):
    return next(lines(path), "")
