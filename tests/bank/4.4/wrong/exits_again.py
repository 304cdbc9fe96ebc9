# headline: A manager whose exit raised is done
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
        manager = self.open.pop()
        try:
            return manager.__exit__(*error)
        except BaseException:
            manager.__exit__(None, None, None)
            raise
