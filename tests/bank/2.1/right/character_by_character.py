import io

def first_line(path):
    with io.open(path, "r", -1, "utf-8") as file:
        return "".join(iter(lambda: file.read(1).replace("\n", ""), ""))
