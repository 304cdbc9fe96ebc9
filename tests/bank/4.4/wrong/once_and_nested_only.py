# headline: Can be entered again and again
class reusable:
    def __init__(self, factory):
        self.factory = factory
        self.open = []
        self.over = False

    def __enter__(self):
        if self.over:
            raise RuntimeError("used up")
        manager = self.factory()
        value = manager.__enter__()
        self.open.append(manager)
        return value

    def __exit__(self, *error):
        manager = self.open.pop()
        self.over = not self.open
        return manager.__exit__(*error)
