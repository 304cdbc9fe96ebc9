from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter


@dataclass
class Timer:
    clock: Callable[[], float] = perf_counter
    elapsed: float | None = field(default=None, init=False)
    _start: float = field(default=0.0, init=False, repr=False)

    def __enter__(self) -> "Timer":
        self._start = self.clock()
        return self

    def __exit__(self, kind, error, trace) -> bool:
        end = self.clock()
        self.elapsed = end - self._start
        return False
