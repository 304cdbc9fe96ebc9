import contextlib


class ReentrantGuard(contextlib.AbstractContextManager):
    def __init__(self, lock):
        self._lock = lock
        self._managers = []

    @contextlib.contextmanager
    def _hold(self):
        if self._managers:
            yield
            return
        self._lock.acquire()
        try:
            yield
        finally:
            self._lock.release()

    def __enter__(self):
        manager = self._hold()
        manager.__enter__()
        self._managers.append(manager)
        return self

    def __exit__(self, *error):
        if not self._managers:
            raise RuntimeError("not entered")
        return self._managers.pop().__exit__(*error)
