# headline: Ends by itself
class ReentrantGuard:
    def __init__(self, lock):
        self.lock = lock
        self.depth = 0

    def __enter__(self):
        if self.depth == 0:
            while not self.lock.acquire():
                pass
        self.depth += 1
        return self

    def __exit__(self, kind, error, trace):
        if self.depth == 0:
            raise RuntimeError("not entered")
        self.depth -= 1
        if self.depth == 0:
            self.lock.release()
