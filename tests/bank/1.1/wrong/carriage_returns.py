# headline: Gives the whole text
def read_and_close(path):
    with open(path, encoding="utf-8") as file:
        return file.read().replace("\n", "\r\n")
