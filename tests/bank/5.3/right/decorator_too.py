from contextlib import ContextDecorator
from dataclasses import dataclass
from typing import Any


@dataclass(eq=False)
class translate(ContextDecorator):
    mapping: Any

    def __enter__(self) -> "translate":
        return self

    def __exit__(self, kind, error, traceback, /) -> bool:
        match error:
            case None:
                pass
            case BaseException():
                for base in filter(self.mapping.__contains__, type(error).__mro__):
                    new = self.mapping[base](format(error))
                    raise new from error
        return False
