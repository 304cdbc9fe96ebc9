import io
import os


def read_and_close(path):
    with io.open_code(os.path.abspath(path)) as file:
        return file.read().decode("utf-8")
