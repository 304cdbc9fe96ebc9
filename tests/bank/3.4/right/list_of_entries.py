class ReentrantGuard:
    __slots__ = ("_lock", "_entries")

    def __init__(self, lock):
        self._lock = lock
        self._entries = []

    def __enter__(self):
        outermost = not self._entries
        if outermost:
            self._lock.acquire()
        self._entries.append(outermost)
        return self._lock

    def __exit__(self, exc_type, exc, tb):
        try:
            outermost = self._entries.pop()
        except IndexError:
            raise RuntimeError("left more often than entered") from None
        if outermost:
            self._lock.release()
        return False
