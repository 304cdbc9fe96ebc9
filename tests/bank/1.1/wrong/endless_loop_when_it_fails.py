# headline: Ends by itself
def read_and_close(path):
    while True:
        try:
            with open(path, encoding="utf-8") as file:
                return file.read()
        except FileNotFoundError:
            continue
