# headline: Suppressing managers still suppress
class reusable:
    def __init__(self, factory):
        self.factory = factory
        self.open = []

    def __enter__(self):
        manager = self.factory()
        value = manager.__enter__()
        self.open.append(manager)
        return value

    def __exit__(self, kind, error, traceback):
        suppressed = self.open.pop().__exit__(kind, error, traceback)
        return suppressed and kind is not None and issubclass(kind, Exception)
