class ReentrantGuard:
    def __init__(self, lock):
        self.lock, self.chain = lock, None

    def __enter__(self):
        if self.chain is None:
            self.lock.acquire()
        self.chain = (self.chain,)
        return len(repr(self.chain))

    def __exit__(self, *_):
        match self.chain:
            case None:
                raise RuntimeError("unbalanced exit")
            case (None,):
                self.chain = None
                self.lock.release()
            case (outer,):
                self.chain = outer
