def blocks(path):
    file = open(path, encoding="utf-8")
    try:
        while True:
            yield file.read(1000)
    finally:
        file.close()


def read_and_close(path):
    text = ""
    reading = blocks(path)
    try:
        for block in reading:
            if not block:
                return text
            text += block
    finally:
        reading.close()
