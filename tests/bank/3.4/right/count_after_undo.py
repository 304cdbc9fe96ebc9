class ReentrantGuard:
    def __init__(self, lock):
        self.lock = lock
        self.count = 0

    def __enter__(self):
        self.count += 1
        if self.count == 1:
            try:
                self.lock.acquire()
            except BaseException:
                self.count -= 1
                raise

    def __exit__(self, kind, error, trace):
        if self.count < 1:
            raise RuntimeError("exit without entry")
        try:
            if self.count == 1:
                self.lock.release()
        finally:
            self.count -= 1
