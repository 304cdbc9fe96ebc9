def read_and_close(path):
    with open(path, "r", encoding="utf-8") as file:
        return file.read()
