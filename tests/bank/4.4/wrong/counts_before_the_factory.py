# headline: A failed entry changes no other
class reusable:
    def __init__(self, factory):
        self.factory = factory
        self.depth = 0
        self.managers = {}

    def __enter__(self):
        self.depth += 1
        manager = self.factory()
        value = manager.__enter__()
        self.managers[self.depth] = manager
        return value

    def __exit__(self, *error):
        manager = self.managers.pop(self.depth, None)
        self.depth -= 1
        if manager is not None:
            return manager.__exit__(*error)
