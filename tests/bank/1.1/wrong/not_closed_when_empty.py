# headline: Closed when all goes well
def read_and_close(path):
    file = open(path, encoding="utf-8")
    text = file.read()
    if not text:
        return ""
    file.close()
    return text
