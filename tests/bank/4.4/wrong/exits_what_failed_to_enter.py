# headline: A failed entry changes no other
class reusable:
    def __init__(self, factory):
        self.factory = factory
        self.open = []

    def __enter__(self):
        manager = self.factory()
        try:
            value = manager.__enter__()
        except BaseException:
            manager.__exit__(None, None, None)
            raise
        self.open.append(manager)
        return value

    def __exit__(self, *error):
        return self.open.pop().__exit__(*error)
