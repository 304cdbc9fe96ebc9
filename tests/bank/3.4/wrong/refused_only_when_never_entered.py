# headline: Refuses an exit without an entry
class ReentrantGuard:
    def __init__(self, lock):
        self.lock = lock
        self.depth = 0
        self.ever = False

    def __enter__(self):
        if self.depth == 0:
            self.lock.acquire()
        self.depth += 1
        self.ever = True
        return self

    def __exit__(self, kind, error, trace):
        if not self.ever:
            raise RuntimeError("not entered")
        if self.depth == 0:
            return
        self.depth -= 1
        if self.depth == 0:
            self.lock.release()
