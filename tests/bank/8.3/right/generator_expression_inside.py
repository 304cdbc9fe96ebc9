def read_lines(path):
    with open(path, encoding="utf-8", newline="") as file:
        yield from (line[:-1] if line.endswith("\n") else line for line in file)
