from contextlib import AbstractContextManager


class IgnoreMissing(AbstractContextManager):
    __slots__ = ("_ignored",)

    def __init__(self):
        self._ignored = None

    @property
    def ignored(self):
        return self._ignored

    def __exit__(self, kind, error, traceback):
        try:
            if error is not None:
                raise error
        except FileNotFoundError as missing:
            self._ignored = missing
            return True
        except BaseException:
            self._ignored = None
            return False
        self._ignored = None
        return False
