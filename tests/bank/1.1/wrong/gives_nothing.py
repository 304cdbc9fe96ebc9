# headline: Returns a text
def read_and_close(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
