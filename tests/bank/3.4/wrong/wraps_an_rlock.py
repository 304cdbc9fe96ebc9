# headline: Only the outermost entry acquires
import threading


class ReentrantGuard:
    def __init__(self, lock):
        self.lock = threading.RLock()

    def __enter__(self):
        self.lock.acquire()
        return self

    def __exit__(self, kind, error, trace):
        self.lock.release()
