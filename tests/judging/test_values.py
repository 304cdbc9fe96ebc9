"""Values keep apart what differs, and nothing in them can claim to be equal to anything."""

import enum
import json
from typing import Any

import pytest

from leakproof.judging.values import DEEPEST, describe, encode, type_name


class Everything:
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]


class Text(str):
    __slots__ = ()


class Number(enum.IntEnum):
    ONE = 1


class Rude:
    def __repr__(self) -> str:
        raise KeyboardInterrupt


PLAIN: list[Any] = [
    None, True, False, 0, 1, -1, 2**100, 0.5, float("nan"), "", "a", "1", "\ud800", b"", b"a", [], (), {}, [1], (1,),
    [[1]], [(1,)], {"a": 1}, {1: "a"}, "x" * 5000, "x" * 5001, b"x" * 5000, "x" * 4999 + "y",
]  # fmt: skip


def test_different_values_stay_different_on_the_way() -> None:
    travelled = [json.loads(json.dumps(encode(value))) for value in PLAIN]
    for number, one in enumerate(travelled):
        assert one == json.loads(json.dumps(encode(PLAIN[number])))
        assert [other for other in travelled if other == one] == [one]


@pytest.mark.parametrize(
    "odd",
    [Everything(), Text("a"), Number.ONE, Rude(), object(), 10**5000, {1}, bytearray(b"a")],
    ids=lambda odd: type(odd).__name__,
)
def test_what_is_not_plain_is_only_described(odd: object) -> None:
    encoded = encode(odd)
    assert "value" not in encoded
    json.dumps(encoded)
    assert all(encoded != encode(value) for value in PLAIN)


def test_what_refers_to_itself_comes_to_an_end() -> None:
    endless: list[Any] = []
    endless.append(endless)
    encoded = encode(endless)
    for _ in range(DEEPEST):
        (encoded,) = encoded["value"]
    assert "repr" in encoded


def test_a_class_cannot_choose_its_name() -> None:
    fake = type("str", (str,), {"__module__": "builtins"})
    assert type_name(str) == "str"
    assert type_name(FileNotFoundError) == "FileNotFoundError"
    assert type_name(fake) == "__main__.str"
    assert type_name(Text) == f"{__name__}.Text"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("a\n", r"'a\n'"),
        (b"\xff", r"b'\xff'"),
        ([1, (2,), {"a": None}], "[1, (2,), {'a': None}]"),
        ((1, 2), "(1, 2)"),
        (0.5, "0.5"),
        (True, "True"),
        ("a" * 100, "'" + "a" * 58 + "…"),
        ("a" * 5000, "'" + "a" * 58 + "… (5,000 characters)"),
        (b"a" * 5000, "b'" + "a" * 57 + "… (5,000 bytes)"),
        ({1}, "{1}"),
        (Rude(), "<its repr raised KeyboardInterrupt>"),
    ],
)
def test_a_reader_sees_what_python_would_show(value: object, shown: str) -> None:
    assert describe(encode(value)) == shown
