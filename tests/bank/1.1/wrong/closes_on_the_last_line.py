# headline: Closed when a step fails
def read_and_close(path):
    file = open(path, encoding="utf-8")
    text = file.read()
    file.close()
    return text
