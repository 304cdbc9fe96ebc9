# headline: Ends by itself
def read_and_close(path):
    text = ""
    with open(path, encoding="utf-8") as file:
        while True:
            text += file.read()
