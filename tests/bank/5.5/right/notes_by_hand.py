from dataclasses import dataclass
from typing import Callable


@dataclass
class keep_first:
    cleanup: Callable[[], object]

    def __enter__(self) -> "keep_first":
        return self

    def __exit__(self, kind, error, traceback) -> None:
        try:
            self.cleanup()
        except Exception as second:
            if not isinstance(error, BaseException):
                raise
            error.__notes__ = [*getattr(error, "__notes__", ()), str(second)]
