# headline: No error is swallowed
def read_and_close(path):
    text = ""
    with open(path, encoding="utf-8") as file:
        try:
            text = file.read()
        except Exception:
            pass
    return text
