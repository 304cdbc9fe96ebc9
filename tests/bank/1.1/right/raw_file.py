import io


def read_and_close(path):
    with io.FileIO(path) as raw:
        return raw.readall().decode("utf-8")
