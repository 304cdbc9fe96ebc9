# headline: Is over after close()
class read_lines:
    def __init__(self, path):
        self.path, self.file = path, None

    def __iter__(self):
        return self

    def __next__(self):
        if self.file is None:
            self.file = open(self.path, encoding="utf-8")
        try:
            line = self.file.readline()
        except BaseException:
            self.close()
            raise
        if not line:
            self.close()
            raise StopIteration
        return line.removesuffix("\n")

    def close(self):
        file, self.file = self.file, None
        if file:
            file.close()

    def throw(self, error):
        self.close()
        raise error
