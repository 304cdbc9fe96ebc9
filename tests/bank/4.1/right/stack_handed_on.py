import os
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path


class changed_dir(AbstractContextManager):
    __slots__ = ("_target", "_undo")

    def __init__(self, path: str | Path) -> None:
        self._target = path

    def __enter__(self) -> Path:
        with ExitStack() as stack:
            home = Path.cwd()
            stack.callback(lambda: os.chdir(str(home)))
            os.chdir(self._target)
            self._undo = stack.pop_all()
        return home

    def __exit__(self, kind, error, traceback) -> bool | None:
        return self._undo.__exit__(kind, error, traceback)
