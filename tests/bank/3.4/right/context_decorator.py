from contextlib import ContextDecorator


class ReentrantGuard(ContextDecorator):
    """Nothing but inner entries are counted."""

    def __init__(self, lock):
        self._acquire = lock.acquire
        self._release = lock.release
        self._inner = None

    def __enter__(self):
        if self._inner is None:
            self._acquire()
            self._inner = 0
        else:
            self._inner += 1
        return self

    def __exit__(self, kind=None, error=None, trace=None):
        if self._inner is None:
            raise RuntimeError("exit without an entry")
        if self._inner:
            self._inner -= 1
            return
        self._inner = None
        self._release()
