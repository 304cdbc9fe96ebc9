"""Values on their way from the judged process to the judge: exact types, nothing that could compare as it likes."""

from __future__ import annotations

import base64
from typing import Any

DEEPEST = 20
LONGEST_REPR = 300


def encode(value: Any, depth: int = 0) -> Any:
    """As JSON that keeps apart what differs in type. What is none of Python's plain types is only described."""
    kind = type(value)
    if kind is str or kind is int or kind is bool or value is None:
        return {"type": kind.__name__, "value": value}
    if kind is float:
        return {"type": "float", "value": repr(value)}
    if kind is bytes:
        return {"type": "bytes", "value": base64.b64encode(value).decode()}
    if depth < DEEPEST:
        if kind is list or kind is tuple:
            return {"type": kind.__name__, "value": [encode(item, depth + 1) for item in value]}
        if kind is dict:
            pairs = [[encode(key, depth + 1), encode(item, depth + 1)] for key, item in value.items()]
            return {"type": "dict", "value": pairs}
    try:
        shown = repr(value)[:LONGEST_REPR]
    except BaseException as error:
        shown = f"<its repr raised {type(error).__name__}>"
    return {"type": kind.__name__, "repr": shown}


def describe(encoded: Any, longest: int = 60) -> str:
    """For a reader: as Python would show it, shortened."""
    shown = _show(encoded)
    return shown if len(shown) <= longest else shown[: longest - 1] + "…"


def _show(encoded: Any) -> str:
    if "repr" in encoded:
        return str(encoded["repr"])
    kind, value = encoded["type"], encoded["value"]
    if kind == "bytes":
        return repr(base64.b64decode(value))
    if kind == "float":
        return str(value)
    if kind == "list":
        return "[" + ", ".join(map(_show, value)) + "]"
    if kind == "tuple":
        return "(" + ", ".join(map(_show, value)) + ("," if len(value) == 1 else "") + ")"
    if kind == "dict":
        return "{" + ", ".join(f"{_show(key)}: {_show(item)}" for key, item in value) + "}"
    return repr(value)
