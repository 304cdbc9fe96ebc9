# headline: Each object pairs on its own
class _Reusable:
    def __init__(self, factory, open=[]):
        self.factory, self.open = factory, open

    def __enter__(self):
        manager = self.factory()
        value = manager.__enter__()
        self.open.append(manager)
        return value

    def __exit__(self, *error):
        return self.open.pop().__exit__(*error)


def reusable(factory):
    return _Reusable(factory)
