# headline: Refuses an exit without an entry
class ReentrantGuard:
    def __init__(self, lock):
        self.lock = lock
        self.held = False

    def __enter__(self):
        if not self.held:
            self.lock.acquire()
            self.held = True
        return self

    def __exit__(self, kind, error, trace):
        if self.held:
            self.held = False
            self.lock.release()
        elif kind is None:
            pass
        else:
            raise RuntimeError("not entered")
