import tempfile


def read_and_close(path):
    with tempfile.TemporaryFile() as copy:
        with open(path, "rb") as file:
            for line in file:
                copy.write(line)
        copy.seek(0)
        return copy.read().decode("utf-8")
