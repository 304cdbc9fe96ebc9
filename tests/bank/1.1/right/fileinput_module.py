import fileinput


def read_and_close(path):
    with fileinput.input(files=(path,), encoding="utf-8") as lines:
        return "".join(lines)
