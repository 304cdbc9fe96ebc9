# headline: Closed by throw()
class read_lines:
    def __init__(self, path):
        self.path = path
        self.lines = self._walk()

    def _walk(self):
        with open(self.path, encoding="utf-8") as file:
            for line in file:
                yield line.removesuffix("\n")

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.lines)

    def close(self):
        self.lines.close()

    def throw(self, error):
        raise error
