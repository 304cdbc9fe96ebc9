import io


def read_lines(path):
    file = io.open(path, "r", encoding="UTF-8", newline="\n")
    try:
        while True:
            line = file.readline()
            if line == "":
                return
            yield line[:-1] if line[-1] == "\n" else line
    finally:
        file.close()
