# headline: Reads UTF-8 wherever it runs
def read_and_close(path):
    with open(path, encoding="utf-16") as file:
        return file.read()
