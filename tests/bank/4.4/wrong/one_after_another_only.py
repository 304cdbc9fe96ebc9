# headline: Can be entered again and again
class reusable:
    def __init__(self, factory):
        self.factory = factory
        self.manager = None

    def __enter__(self):
        if self.manager is not None:
            raise RuntimeError("already entered")
        manager = self.factory()
        value = manager.__enter__()
        self.manager = manager
        return value

    def __exit__(self, *error):
        manager, self.manager = self.manager, None
        return manager.__exit__(*error)
