"""Values on their way from the judged process to the judge: exact types, nothing that could compare as it likes."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

DEEPEST = 20
LONGEST_REPR = 300
LONGEST = 2_000
"""Characters or bytes; of what is longer only the beginning travels, with its length and its digest."""
MOST_BITS = 4_000

_HEAP_TYPE = 1 << 9


def encode(value: Any, depth: int = 0) -> Any:
    """As JSON that keeps apart what differs in type. What is none of Python's plain types is only described."""
    kind = type(value)
    if (kind is str or kind is bytes) and len(value) > LONGEST:
        data = value.encode("utf-8", "surrogatepass") if kind is str else value
        digest = hashlib.blake2b(data).hexdigest()
        return {**encode(value[:LONGEST_REPR]), "length": len(value), "digest": digest}
    if kind is str or kind is bool or value is None or (kind is int and value.bit_length() <= MOST_BITS):
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
        shown = str(repr(value))[:LONGEST_REPR]
    except BaseException as error:
        shown = f"<its repr raised {type_name(type(error))}>"
    return {"type": type_name(kind), "repr": shown}


def type_name(kind: type) -> str:
    """Its full name; only Python's own types, and the errors that the check makes, go without their module."""
    name = type.__repr__(kind).removeprefix("<class '").removesuffix("'>")
    if name.startswith("leakproof."):
        return name.rpartition(".")[2]
    made_in_python = type.__dict__["__flags__"].__get__(kind) & _HEAP_TYPE and kind is not ExceptionGroup
    return f"__main__.{name}" if made_in_python and "." not in name else name


def describe(encoded: Any, longest: int = 60) -> str:
    """For a reader: as Python would show it, shortened."""
    shown = _show(encoded)
    if "length" in encoded:
        unit = "characters" if encoded["type"] == "str" else "bytes"
        return f"{shown[: longest - 1]}… ({encoded['length']:,} {unit})"
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
