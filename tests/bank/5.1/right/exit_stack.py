from contextlib import ExitStack


class IgnoreMissing:
    def __init__(self, ignored=None):
        self.ignored = ignored

    def __enter__(self):
        with ExitStack() as stack:
            stack.push(self._look)
            self._stack = stack.pop_all()
        return self

    def _look(self, kind, error, traceback):
        self.ignored = error if kind and issubclass(kind, FileNotFoundError) else None
        return self.ignored is error and error is not None

    def __exit__(self, *details):
        return self._stack.__exit__(*details)
