def read_and_close(path):
    with open(path, "rb") as file:
        return b"".join(iter(lambda: file.read(1), b"")).decode()
