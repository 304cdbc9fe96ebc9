# headline: Gives the first line
def first_line(path):
    with open(path, encoding="utf-8") as file:
        lines = file.read().splitlines()
    return lines[0] if lines else ""
