from contextlib import ExitStack, nullcontext

class ReentrantGuard:
    def __init__(self, lock):
        self.lock = lock
        self.levels = []

    def __enter__(self):
        level = ExitStack()
        if not self.levels:
            self.lock.acquire()
            level.callback(self.lock.release)
        self.levels.append(level)

    def __exit__(self, *details):
        try:
            level = self.levels.pop()
        except IndexError:
            raise RuntimeError("not entered") from None
        level.close()
