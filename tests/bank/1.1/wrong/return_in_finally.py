# headline: No error is swallowed
def read_and_close(path):
    text = ""
    file = open(path, encoding="utf-8")
    try:
        text = file.read()
    finally:
        file.close()
        return text
