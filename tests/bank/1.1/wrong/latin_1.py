# headline: Reads UTF-8 wherever it runs
def read_and_close(path):
    with open(path, encoding="latin-1") as file:
        return file.read()
