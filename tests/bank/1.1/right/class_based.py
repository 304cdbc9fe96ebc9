class Reader:
    def __init__(self, path):
        self.path = path
        self.file = None

    def __enter__(self):
        self.file = open(self.path, encoding="utf-8")
        return self

    def __exit__(self, *error):
        self.file.close()

    def text(self):
        return self.file.read()


def read_and_close(path):
    with Reader(path) as reader:
        return reader.text()
