# headline: Closed on Ctrl-C too
def read_and_close(path):
    file = open(path, encoding="utf-8")
    try:
        text = file.read()
    except Exception:
        file.close()
        raise
    file.close()
    return text
