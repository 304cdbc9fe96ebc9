import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class timed:
    name: str
    emit: Callable[..., object]
    clock: Callable[[], float] = time.perf_counter
    start: float | None = field(default=None, init=False)

    def __enter__(self) -> "timed":
        self.start = self.clock()
        return self

    def __exit__(self, *error) -> bool:
        seconds = self.clock() - self.start
        if error == (None, None, None):
            self.emit(name=self.name, seconds=seconds, ok=True)
            return False
        try:
            self.emit(name=self.name, seconds=seconds, ok=False)
        finally:
            return False
