class reusable:
    def __init__(self, factory):
        self.factory = factory
        self.depth = 0
        self.managers = {}

    def __enter__(self):
        manager = self.factory()
        value = manager.__enter__()
        self.depth += 1
        self.managers[self.depth] = manager
        return value

    def __exit__(self, kind, error, traceback):
        try:
            return self.managers[self.depth].__exit__(kind, error, traceback)
        finally:
            del self.managers[self.depth]
            self.depth -= 1
