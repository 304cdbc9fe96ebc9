# headline: Closed when a step fails
class read_lines:
    def __init__(self, path):
        self.path, self.file, self.over = path, None, False

    def __iter__(self):
        return self

    def __next__(self):
        if self.over:
            raise StopIteration
        if self.file is None:
            self.file = open(self.path, encoding="utf-8")
        line = self.file.readline()
        if not line:
            self.close()
            raise StopIteration
        return line.removesuffix("\n")

    def close(self):
        self.over = True
        if self.file is not None:
            self.file.close()

    def throw(self, error):
        self.close()
        raise error
