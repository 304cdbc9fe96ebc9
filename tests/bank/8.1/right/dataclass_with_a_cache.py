from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field


@dataclass
class Transcript:
    chunks: Iterable[str]
    _done: str = field(default="", init=False)
    _new: list[str] = field(default_factory=list, init=False)

    def __iter__(self) -> Iterator[str]:
        for chunk in self.chunks:
            self._new.append(chunk)
            yield chunk

    @property
    def text(self) -> str:
        """Joins only when somebody looks, and only what is new."""
        if self._new:
            self._done = "".join([self._done, *self._new])
            self._new.clear()
        return self._done
