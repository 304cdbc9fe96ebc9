from collections.abc import Generator
from contextlib import ExitStack


class _Lines(Generator):
    def __init__(self, path):
        self._path, self._stack, self._lines, self._done = path, ExitStack(), None, False

    def send(self, _):
        if self._done:
            raise StopIteration
        try:
            if self._lines is None:
                self._lines = iter(self._stack.enter_context(open(self._path, "r", -1, "utf-8")))
            return next(self._lines).rstrip("\n")
        except BaseException as error:
            return self.throw(error)

    def throw(self, kind, value=None, traceback=None):
        self._done = True
        self._stack.close()
        raise kind if value is None else value


def read_lines(path):
    return _Lines(path)
