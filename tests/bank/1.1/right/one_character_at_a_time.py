def read_and_close(path):
    text = []
    file = open(path, encoding="utf-8")
    try:
        while True:
            character = file.read(1)
            if character == "":
                break
            text.append(character)
    finally:
        file.close()
    return "".join(text)
