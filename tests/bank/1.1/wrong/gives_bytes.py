# headline: Returns a text
def read_and_close(path):
    with open(path, "rb") as file:
        return file.read()
