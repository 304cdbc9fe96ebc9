# headline: No error is swallowed
def read_and_close(path):
    try:
        file = open(path, encoding="utf-8")
    except FileNotFoundError:
        return None
    with file:
        return file.read()
