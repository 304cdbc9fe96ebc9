# headline: Opens at the first next
class read_lines:
    def __init__(self, path):
        self.path, self.lines = path, None

    def _get(self):
        if self.lines is None:
            self.file = open(self.path, encoding="utf-8")
            self.lines = self._walk()
        return self.lines

    def _walk(self):
        with self.file:
            for line in self.file:
                yield line.removesuffix("\n")

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._get())

    def close(self):
        self._get().close()
        self.file.close()

    def throw(self, error):
        self.close()
        raise error
