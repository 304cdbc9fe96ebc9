# headline: Is a generator, or does what one does
def read_lines(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            print(line.removesuffix("\n"))
