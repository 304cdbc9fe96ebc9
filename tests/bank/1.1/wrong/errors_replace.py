# headline: Says so when the text is not UTF-8
def read_and_close(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()
