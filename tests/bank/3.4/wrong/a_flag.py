# headline: Only the outermost exit releases
class ReentrantGuard:
    def __init__(self, lock):
        self.lock = lock
        self.entered = False

    def __enter__(self):
        if not self.entered:
            self.lock.acquire()
            self.entered = True
        return self

    def __exit__(self, kind, error, trace):
        if not self.entered:
            raise RuntimeError("not entered")
        self.entered = False
        self.lock.release()
