# headline: A failed entry changes no other
import sys


class reusable:
    def __init__(self, factory):
        self.factory = factory
        self.open = []

    def __enter__(self):
        try:
            manager = self.factory()
            value = manager.__enter__()
        except BaseException:
            while self.open:
                self.open.pop().__exit__(*sys.exc_info())
            raise
        self.open.append(manager)
        return value

    def __exit__(self, *error):
        if self.open:
            return self.open.pop().__exit__(*error)
