# headline: Closed when a step fails
def first_line(path):
    file = open(path, encoding="utf-8")
    line = file.readline().removesuffix("\n")
    file.close()
    return line
