# headline: Gives the whole text
def read_and_close(path):
    with open(path, "rb") as file:
        return file.read(1024 * 1024).decode("utf-8")
