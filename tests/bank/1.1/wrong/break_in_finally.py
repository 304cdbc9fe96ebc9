# headline: No error is swallowed
def read_and_close(path):
    text = ""
    with open(path, encoding="utf-8") as file:
        while True:
            try:
                text = file.read()
            finally:
                break
    return text
