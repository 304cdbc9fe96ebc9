from contextlib import AbstractContextManager


class reusable(AbstractContextManager):
    def __init__(self, factory):
        self._make = factory
        self._last = None

    def __enter__(self):
        manager = self._make()
        result = manager.__enter__()
        self._last = (manager, self._last)
        return result

    def __exit__(self, kind, error, traceback):
        manager, self._last = self._last
        if manager.__exit__(kind, error, traceback):
            return True
        return None
