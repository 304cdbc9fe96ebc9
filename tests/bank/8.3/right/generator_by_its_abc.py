from collections.abc import Generator
from contextlib import ExitStack

class Lines(Generator):
    def __init__(self, path):
        self.path, self.stack, self.file, self.over = path, ExitStack(), None, False

    def send(self, value):
        with ExitStack() as guard:
            if self.over:
                raise StopIteration
            guard.push(self.stack)
            guard.callback(setattr, self, "over", True)
            if self.file is None:
                self.file = self.stack.enter_context(open(self.path, encoding="utf-8"))
            for line in self.file:
                guard.pop_all()
                return line.rstrip("\n")
            raise StopIteration

    def throw(self, kind, value=None, trace=None):
        self.over = True
        self.stack.close()
        super().throw(kind, value, trace)

def read_lines(path):
    return Lines(path)
