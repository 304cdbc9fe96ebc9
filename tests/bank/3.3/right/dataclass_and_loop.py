from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Pair:
    acquire_a: Callable[[], Any]
    acquire_b: Callable[[], Any]
    opened: list = field(default_factory=list)

    def __enter__(self):
        try:
            self.opened.append(self.acquire_a())
            self.opened.append(self.acquire_b())
        except BaseException:
            self._close_all()
            raise
        return (*self.opened,)

    def _close_all(self):
        first = None
        while self.opened:
            try:
                self.opened.pop().close()
            except BaseException as error:
                first = first or error
        if first is not None:
            raise first

    def __exit__(self, kind, error, trace):
        self._close_all()
