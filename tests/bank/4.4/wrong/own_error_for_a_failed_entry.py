# headline: The caller sees the error itself
class reusable:
    def __init__(self, factory):
        self.factory = factory
        self.open = []

    def __enter__(self):
        try:
            manager = self.factory()
            value = manager.__enter__()
        except Exception as error:
            raise RuntimeError("cannot be entered") from error
        self.open.append(manager)
        return value

    def __exit__(self, *error):
        return self.open.pop().__exit__(*error)
