# headline: Closed when a step fails
def read_and_close(path):
    file = open(path, encoding="utf-8")
    try:
        text = file.read()
    except OSError:
        file.close()
        raise
    file.close()
    return text
