from contextlib import contextmanager


class IgnoreMissing:
    def __init__(self):
        self.ignored = None
        self._running = None

    @contextmanager
    def _block(self):
        ignored = None
        try:
            yield self
        except FileNotFoundError as error:
            ignored = error
        finally:
            self.ignored = ignored

    def __enter__(self):
        self._running = self._block()
        return self._running.__enter__()

    def __exit__(self, *details):
        return self._running.__exit__(*details)
