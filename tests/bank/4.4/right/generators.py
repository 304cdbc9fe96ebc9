from contextlib import contextmanager


class reusable:
    def __init__(self, factory):
        @contextmanager
        def once():
            with factory() as value:
                yield value

        self.once, self.entered = once, []

    def __enter__(self):
        manager = self.once()
        value = manager.__enter__()
        self.entered.append(manager)
        return value

    def __exit__(self, *error):
        return self.entered.pop().__exit__(*error)
