# headline: Each entry enters a new manager
class reusable:
    def __init__(self, factory):
        self.factory, self.depth = factory, 0

    def __enter__(self):
        if self.depth == 0:
            self.manager = self.factory()
            self.value = self.manager.__enter__()
        self.depth += 1
        return self.value

    def __exit__(self, *error):
        self.depth -= 1
        if self.depth == 0:
            return self.manager.__exit__(*error)
