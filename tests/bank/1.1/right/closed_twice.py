def read_and_close(path):
    file = open(path, encoding="utf-8")
    try:
        text = file.read()
        file.close()
        return text
    finally:
        file.close()
