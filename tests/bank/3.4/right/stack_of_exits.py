from contextlib import ExitStack


class ReentrantGuard:
    def __init__(self, lock):
        self._lock = lock
        self._stacks = []

    def __enter__(self):
        with ExitStack() as stack:
            if not self._stacks:
                self._lock.acquire()
                stack.callback(self._lock.release)
            self._stacks.append(stack.pop_all())

    def __exit__(self, *error):
        if not self._stacks:
            raise RuntimeError("exit without an entry")
        self._stacks.pop().close()
