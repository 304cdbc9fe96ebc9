# headline: Only the outermost entry acquires
class ReentrantGuard:
    def __init__(self, lock):
        self.lock = lock
        self.held = False
        self.depth = 0

    def __enter__(self):
        if not self.held:
            self.held = self.lock.acquire()
        self.depth += 1
        return self

    def __exit__(self, kind, error, trace):
        if self.depth == 0:
            raise RuntimeError("not entered")
        self.depth -= 1
        if self.depth == 0:
            self.held = False
            self.lock.release()
