"""Puts attributes and dictionary items in place of others, and puts the others back."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

_ABSENT = object()


class Patches:
    """A stack of replacements. `undo` puts everything back, the last one first; what somebody else has replaced
    in the meantime is left as it is."""

    def __init__(self) -> None:
        self._undo: list[Callable[[], None]] = []

    def attribute(self, owner: Any, name: str, value: Any) -> None:
        """Set ``owner.name`` to `value`; a name that the owner does not have is left out."""
        own = vars(owner).get(name, _ABSENT)
        if own is _ABSENT and not hasattr(owner, name):
            return
        setattr(owner, name, value)

        def undo() -> None:
            if vars(owner).get(name) is value:
                if own is _ABSENT:
                    delattr(owner, name)
                else:
                    setattr(owner, name, own)

        self._undo.append(undo)

    def function(self, module: ModuleType, name: str, value: Callable[..., Any]) -> None:
        """Set a function of a module, so that it binds to nothing when a class has it as its attribute, just as the
        functions that are written in C."""
        self.attribute(module, name, staticmethod(value))

    def item(self, namespace: dict[str, Any], name: str, value: Any) -> None:
        """Set ``namespace[name]``, if there is such a name."""
        own = namespace.get(name, _ABSENT)
        if own is _ABSENT:
            return
        namespace[name] = value

        def undo() -> None:
            if namespace.get(name) is value:
                namespace[name] = own

        self._undo.append(undo)

    def undo(self) -> None:
        """Put everything back."""
        while self._undo:
            self._undo.pop()()
