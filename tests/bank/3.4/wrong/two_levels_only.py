# headline: Only the outermost exit releases
class ReentrantGuard:
    def __init__(self, lock):
        self.lock = lock
        self.outer = self.inner = False

    def __enter__(self):
        if self.outer:
            self.inner = True
        else:
            self.lock.acquire()
            self.outer = True
        return self

    def __exit__(self, kind, error, trace):
        if self.inner:
            self.inner = False
        elif self.outer:
            self.outer = False
            self.lock.release()
        else:
            raise RuntimeError("not entered")
