# headline: Stays within its memory
def read_and_close(path):
    buffer = bytearray(1 << 30)
    with open(path, encoding="utf-8") as file:
        return file.read()
