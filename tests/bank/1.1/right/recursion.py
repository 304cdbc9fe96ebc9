def rest_of(file):
    block = file.read(8192)
    return block + rest_of(file) if block else ""


def read_and_close(path):
    with open(path, encoding="utf-8") as file:
        return rest_of(file)
