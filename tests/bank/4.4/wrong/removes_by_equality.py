# headline: Exits the manager that was entered last
class reusable:
    def __init__(self, factory):
        self.factory = factory
        self.open = []

    def __enter__(self):
        manager = self.factory()
        value = manager.__enter__()
        self.open.append(manager)
        return value

    def __exit__(self, *error):
        manager = self.open[-1]
        try:
            return manager.__exit__(*error)
        finally:
            self.open.remove(manager)
