import contextlib

def first_line(path):
    file = open(path, encoding="utf_8", newline="\n")
    with contextlib.closing(file):
        line = next(file, "")
    return line[:-1] if line[-1:] == "\n" else line
