# headline: The caller sees the error itself
class FileNotFoundError(Exception):
    pass


def read_and_close(path):
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except OSError as error:
        raise FileNotFoundError(path) from error
