# headline: Takes a path of either kind
def read_and_close(path):
    with open("./" + path if not path.startswith("/") else path, encoding="utf-8") as file:
        return file.read()
