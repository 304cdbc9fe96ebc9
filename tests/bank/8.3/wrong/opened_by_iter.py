# headline: Opens at the first next
class read_lines:
    def __init__(self, path):
        self.path, self.lines = path, iter(())
        self.file = None

    def __iter__(self):
        if self.file is None:
            self.file = open(self.path, encoding="utf-8")
            self.lines = self._walk()
        return self

    def _walk(self):
        with self.file as file:
            for line in file:
                yield line.removesuffix("\n")

    def __next__(self):
        self.__iter__()
        return next(self.lines)

    def close(self):
        self.lines.close()
        if self.file:
            self.file.close()

    def throw(self, error):
        self.close()
        raise error
