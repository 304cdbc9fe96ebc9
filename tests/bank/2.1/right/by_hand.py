def first_line(path):
    file = open(path, "r", -1, "utf-8")
    try:
        line = file.readline()
    finally:
        file.close()
    return line[:-1] if line.endswith("\n") else line
