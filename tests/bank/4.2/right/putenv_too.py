import os
from contextlib import AbstractContextManager


class _Env(AbstractContextManager):
    __slots__ = ("changes", "undo")

    def __init__(self, changes: dict[str, str | None]) -> None:
        self.changes = changes

    def __enter__(self) -> None:
        self.undo: dict[str, str | None] = {}
        try:
            for name, value in self.changes.items():
                if value is not None and not isinstance(value, str):
                    raise TypeError
                self.undo[name] = os.getenv(name)
                self.apply(name, value)
        except BaseException:
            self.__exit__(None, None, None)
            raise

    def __exit__(self, kind, error, traceback) -> None:
        for name, value in self.undo.items():
            self.apply(name, value)

    def apply(self, name: str, value: str | None) -> None:
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = str(value)


def temp_env(**variables: str | None) -> _Env:
    return _Env(variables)
