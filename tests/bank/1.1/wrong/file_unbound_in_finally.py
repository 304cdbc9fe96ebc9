# headline: The caller sees the error itself
def read_and_close(path):
    try:
        file = open(path, encoding="utf-8")
        return file.read()
    finally:
        file.close()
