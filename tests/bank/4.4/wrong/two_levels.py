# headline: Can be entered again and again
class reusable:
    def __init__(self, factory):
        self.factory = factory
        self.outer = self.inner = None

    def __enter__(self):
        manager = self.factory()
        value = manager.__enter__()
        if self.outer is None:
            self.outer = manager
        elif self.inner is None:
            self.inner = manager
        else:
            manager.__exit__(None, None, None)
            raise RuntimeError("too deep")
        return value

    def __exit__(self, *error):
        if self.inner is not None:
            manager, self.inner = self.inner, None
        else:
            manager, self.outer = self.outer, None
        return manager.__exit__(*error)
