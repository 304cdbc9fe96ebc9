# headline: Removes the "\n" and nothing else
def read_lines(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            yield line[:-1]
