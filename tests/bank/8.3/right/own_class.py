class read_lines:
    def __init__(self, path):
        self.path = path
        self.file = None
        self.over = False

    def __iter__(self):
        return self

    def __next__(self):
        if self.over:
            raise StopIteration
        try:
            if self.file is None:
                self.file = open(self.path, encoding="utf-8")
            line = self.file.readline()
        except BaseException:
            self.close()
            raise
        if not line:
            self.close()
            raise StopIteration
        return line.removesuffix("\n")

    def close(self):
        self.over = True
        file, self.file = self.file, None
        if file is not None:
            file.close()

    def throw(self, kind, value=None, traceback=None):
        self.close()
        raise kind if value is None else value
