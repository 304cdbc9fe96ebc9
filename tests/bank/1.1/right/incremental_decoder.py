import codecs


def read_and_close(path):
    decoder = codecs.getincrementaldecoder("utf-8")()
    text = ""
    with open(path, "rb") as file:
        for block in iter(lambda: file.read(7000), b""):
            text += decoder.decode(block)
        return text + decoder.decode(b"", final=True)
