# headline: Says so when a file cannot be read
def first_line(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.readline().removesuffix("\n")
