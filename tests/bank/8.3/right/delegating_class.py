class read_lines:
    __slots__ = ("_lines",)

    def __init__(self, path):
        self._lines = self._walk(path)

    @staticmethod
    def _walk(path):
        file = None
        try:
            file = open(path, mode="rt", encoding="utf_8")
            yield from (line.removesuffix("\n") for line in iter(file.readline, ""))
        finally:
            if file is not None:
                file.close()

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._lines)

    def close(self):
        return self._lines.close()

    def throw(self, *error):
        return self._lines.throw(*error)
