from dataclasses import dataclass, field


class NotEntered(RuntimeError):
    """An exit without an entry."""


@dataclass
class ReentrantGuard:
    lock: object
    _depth: int = field(default=0, init=False)

    def __enter__(self) -> "ReentrantGuard":
        if not self._depth:
            self.lock.acquire()
        self._depth += 1
        return self

    def __exit__(self, *_: object) -> None:
        match self._depth:
            case 0:
                raise NotEntered
            case 1:
                self._depth = 0
                self.lock.release()
            case _:
                self._depth -= 1
