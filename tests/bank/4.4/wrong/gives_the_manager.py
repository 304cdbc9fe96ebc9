# headline: Gives what the manager gives
class reusable:
    def __init__(self, factory):
        self.factory = factory
        self.open = []

    def __enter__(self):
        manager = self.factory()
        manager.__enter__()
        self.open.append(manager)
        return manager

    def __exit__(self, *error):
        return self.open.pop().__exit__(*error)
