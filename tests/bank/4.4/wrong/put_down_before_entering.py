# headline: A failed entry changes no other
class reusable:
    def __init__(self, factory):
        self.factory = factory
        self.open = []

    def __enter__(self):
        manager = self.factory()
        self.open.append(manager)
        return manager.__enter__()

    def __exit__(self, *error):
        return self.open.pop().__exit__(*error)
