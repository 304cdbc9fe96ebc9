# headline: Is a generator, or does what one does
class read_lines:
    def __init__(self, path):
        self.path, self.file = path, None

    def __iter__(self):
        return self

    def __next__(self):
        if self.file is None:
            self.file = open(self.path, encoding="utf-8")
        line = self.file.readline()
        if not line:
            self.file.close()
            raise StopIteration
        return line.removesuffix("\n")

    def __del__(self):
        if self.file:
            self.file.close()
