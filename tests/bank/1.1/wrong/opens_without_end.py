# headline: Keeps few files open
def read_and_close(path):
    files = []
    while True:
        files.append(open(path, encoding="utf-8"))
