# headline: Gives the first line
def first_line(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line != "\n":
                return line.removesuffix("\n")
    return ""
