import io

def lines(path):
    file = io.open(path, mode="rt", encoding="UTF-8", newline="")
    try:
        yield from file
    finally:
        file.close()
        file.close()

def read_and_close(path):
    return "".join(lines(path))
