import io


def read_and_close(path):
    with open(path, "rb", buffering=0) as raw, io.BufferedReader(raw) as buffered:
        with io.TextIOWrapper(buffered, encoding="utf-8", newline="") as text:
            return text.read()
