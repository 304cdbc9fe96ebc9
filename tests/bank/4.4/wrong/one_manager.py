# headline: Each entry enters a new manager
class reusable:
    def __init__(self, factory):
        self.factory, self.manager = factory, None

    def __enter__(self):
        if self.manager is None:
            self.manager = self.factory()
        return self.manager.__enter__()

    def __exit__(self, *error):
        return self.manager.__exit__(*error)
