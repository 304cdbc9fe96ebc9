from contextlib import ContextDecorator


class reusable(ContextDecorator):
    def __init__(self, factory):
        self.factory = factory
        self.stack = ()

    def __enter__(self):
        manager = self.factory()
        value = manager.__enter__()
        self.stack += (manager.__exit__,)
        return value

    def __exit__(self, kind, error, traceback):
        *rest, leave = self.stack
        self.stack = tuple(rest)
        return leave(kind, error, traceback) or False
