# headline: The caller sees the error itself
def read_and_close(path):
    file = open(path, encoding="utf-8")
    text = None
    try:
        text = file.read()
    finally:
        file.close()
        assert text is not None, "nothing read"
    return text
