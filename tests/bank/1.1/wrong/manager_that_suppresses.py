# headline: No error is swallowed
class Opened:
    def __init__(self, path):
        self.path = path

    def __enter__(self):
        self.file = open(self.path, encoding="utf-8")
        return self.file

    def __exit__(self, *error):
        self.file.close()
        return True


def read_and_close(path):
    with Opened(path) as file:
        return file.read()
