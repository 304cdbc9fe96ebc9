import io


def read_and_close(path):
    with io.open(path, encoding="utf-8", newline="") as file:
        return "".join(iter(file.readline, ""))
