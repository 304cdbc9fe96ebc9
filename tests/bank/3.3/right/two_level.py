from contextlib import closing
import types

class Pair:
    __slots__ = ("one", "two", "outer", "inner")

    def __init__(self, acquire_a, acquire_b):
        self.one = acquire_a
        self.two = acquire_b

    def __enter__(self):
        self.outer = closing(self.one())
        a = self.outer.__enter__()
        try:
            self.inner = closing(self.two())
        except BaseException as error:
            self.outer.__exit__(type(error), error, error.__traceback__)
            raise
        return (a, self.inner.__enter__())

    def __exit__(self, *details: object) -> None:
        with self.outer, self.inner:
            pass
