# headline: Can be used again
from contextlib import contextmanager


class IgnoreMissing:
    def __init__(self):
        self.ignored = None
        self._manager = self._block()

    @contextmanager
    def _block(self):
        try:
            yield self
        except FileNotFoundError as error:
            self.ignored = error
        else:
            self.ignored = None

    def __enter__(self):
        return self._manager.__enter__()

    def __exit__(self, *details):
        return self._manager.__exit__(*details)
