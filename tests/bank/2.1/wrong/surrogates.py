# headline: Says so when the text is not UTF-8
def first_line(path):
    with open(path, encoding="utf-8", errors="surrogateescape") as file:
        return file.readline().removesuffix("\n")
