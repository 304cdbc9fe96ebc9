import io


def first_line(path):
    with io.open(path, encoding="utf-8", newline="\n") as lines:
        for line in lines:
            return line.rstrip("\n")
        return ""
