import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass(eq=False)
class MeteredStream:
    response: Any
    clock: Callable[[], float] = time.perf_counter
    bytes: int = field(default=0, init=False)
    chunks: int = field(default=0, init=False)
    first_byte_seconds: float | None = field(default=None, init=False)
    read_seconds: float = field(default=0.0, init=False)
    complete: bool = field(default=False, init=False)

    def __enter__(self) -> "MeteredStream":
        self._entered = self.clock()
        return self

    def __exit__(self, *_: object) -> None:
        self.response.close()

    @contextmanager
    def _waiting(self):
        started = self.clock()
        try:
            yield
        finally:
            self.read_seconds += self.clock() - started

    def __iter__(self) -> Iterator[Any]:
        chunks = iter(self.response)
        nothing = object()
        while True:
            with self._waiting():
                chunk = next(chunks, nothing)
            if chunk is nothing:
                break
            self.bytes += len(chunk)
            self.chunks += 1
            if self.chunks == 1:
                self.first_byte_seconds = self.clock() - self._entered
            yield chunk
        self.complete = True
