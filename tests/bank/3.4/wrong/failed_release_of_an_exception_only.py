# headline: A failed release is an exit
class ReentrantGuard:
    def __init__(self, lock):
        self.lock = lock
        self.depth = 0

    def __enter__(self):
        if self.depth == 0:
            self.lock.acquire()
        self.depth += 1
        return self

    def __exit__(self, kind, error, trace):
        if self.depth == 0:
            raise RuntimeError("not entered")
        try:
            if self.depth == 1:
                self.lock.release()
        except Exception:
            self.depth -= 1
            raise
        self.depth -= 1
