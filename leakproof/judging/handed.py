"""What drivers hand to an answer: objects as awkward as the rules allow, whose lives are recorded."""

from __future__ import annotations

from typing import Any


class Handed:
    """Is false in a boolean test, and says that it equals everything (or, if not `equal`, nothing)."""

    def __init__(self, equal: bool = True) -> None:
        self._equal = equal

    def __bool__(self) -> bool:
        return False

    def __eq__(self, _: object) -> bool:
        return self._equal

    def __hash__(self) -> int:
        return id(self)


class Closable(Handed):
    """Acquired when it is made, released by `close`, which can be made to fail afterwards and returns something that
    means nothing. `kind` and `name` are what a reader of the report calls it; `world` is an `inside.World`."""

    def __init__(self, world: Any, kind: str, name: str = "", *, equal: bool = True, in_order: bool = True) -> None:
        super().__init__(equal)
        self._world = world
        self._life = world.lend(kind, name, in_order)

    def close(self) -> Any:
        """Release it; it counts as released even if this raises."""
        self._world.take_back(self._life, "close()")
        return "this means nothing"
