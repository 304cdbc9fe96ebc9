from contextlib import closing


def read_and_close(path):
    with closing(open(path, encoding="utf-8")) as file:
        return "".join(file.readlines())
