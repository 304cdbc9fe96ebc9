import io


def read_and_close(path):
    f = io.open(path, mode="rt", encoding="UTF8")
    try:
        text = f.read()
    finally:
        f.close()
    return text
