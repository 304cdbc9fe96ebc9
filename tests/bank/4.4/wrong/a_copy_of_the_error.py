# headline: The caller sees the error itself
class reusable:
    def __init__(self, factory):
        self.factory = factory
        self.open = []
    def __enter__(self):
        m = self.factory()
        v = m.__enter__()
        self.open.append(m)
        return v
    def __exit__(self, k, e, t):
        s = self.open.pop().__exit__(k, e, t)
        if e is not None and not s:
            raise k(*e.args)
        return s
