# headline: Reads UTF-8 wherever it runs
def first_line(path):
    with open(path) as file:
        return file.readline().removesuffix("\n")
