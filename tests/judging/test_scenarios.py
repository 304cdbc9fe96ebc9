"""The vocabulary: what is drawn at random, and what is expected of a run."""

from pathlib import Path
from typing import Any

import pytest

from leakproof.judging.evidence import Report
from leakproof.judging.general import Requirement
from leakproof.judging.scenarios import (
    Draw,
    Expectation,
    Run,
    Scenario,
    ends_well,
    file_holds,
    raises,
    raises_something,
    returns,
    returns_a,
)
from leakproof.judging.values import encode
from leakproof.watching.lives import Recording

ANY = Requirement("any", "hint")
MISSING = {"type": "FileNotFoundError", "bases": ["FileNotFoundError", "OSError"], "text": "no", "line": 2}


def run(folder: Path = Path(), **said: Any) -> Run:
    if "returned" in said:
        said["returned"] = encode(said["returned"])
    return Run(Scenario("a file", []), None, Report({"notes": {}, **said}), folder, Recording())


@pytest.mark.parametrize(
    ("expectation", "said", "problem"),
    [
        (returns("a", ANY), {"returned": "a"}, None),
        (returns(1, ANY), {"returned": 2}, "it returned 2, not 1"),
        (returns(1, ANY), {"returned": True}, "it returned True, not 1"),
        (returns("a", ANY), {"raised": MISSING}, "FileNotFoundError: no (line 2) came out"),
        (returns_a(int, ANY), {"returned": 2}, None),
        (returns_a(int, ANY), {"raised": MISSING}, None),
        (returns_a(int, ANY), {"returned": True}, "it returned True, a value of the type bool, not int"),
        (returns_a(int, ANY), {"returned": None}, "it returned None, as a function does that reaches its end without"),
        (ends_well(ANY), {"returned": None}, None),
        (ends_well(ANY), {"raised": MISSING}, "FileNotFoundError: no (line 2) came out"),
        (raises_something(ANY), {"raised": MISSING}, None),
        (raises_something(ANY), {"returned": ""}, "it returned '' and raised nothing"),
        (raises(OSError, ANY), {"raised": MISSING}, None),
        (raises(OSError, ANY), {"returned": ""}, None),
        (raises(ValueError, ANY), {"raised": MISSING}, "FileNotFoundError: no (line 2) came out where ValueError was"),
    ],
)
def test_what_is_expected(expectation: Expectation, said: dict[str, Any], problem: str | None) -> None:
    found = expectation.problem(run(**said))
    assert found is None if problem is None else (found or "").startswith(problem)


@pytest.mark.parametrize(
    ("content", "held", "problem"),
    [
        (b"abc", b"abc", None),
        (b"abc", b"", "f was empty afterwards"),
        (b"abc", b"ab", "f held only the first 2 of 3 bytes"),
        (b"abc", b"abcd", "f held the right 3 bytes, and 1 more after them"),
        (b"abc", b"axc", "f held 3 bytes, of which number 2 is 0x78 in place of 0x62"),
        (b"abc", None, "f was not there afterwards"),
        (None, None, None),
        (None, b"abc", "f had been made"),
    ],
)
def test_what_a_file_holds(content: bytes | None, held: bytes | None, problem: str | None, tmp_path: Path) -> None:
    if held is not None:
        (tmp_path / "f").write_bytes(held)
    assert file_holds("f", content, ANY).problem(run(tmp_path, returned=None)) == problem


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "true").write_bytes(b"abc")
    (tmp_path / "f").symlink_to("true")
    assert file_holds("f", b"abc", ANY).problem(run(tmp_path, returned=None)) == "f was not there afterwards"


def test_what_is_drawn_differs_each_time_and_is_hard_to_copy_badly() -> None:
    texts = {Draw(seed).text(8) for seed in range(20)}
    assert len(texts) == 20
    for text in texts:
        assert text.count("\n") == 8
        assert text.endswith("\n")
        assert "\r" not in text
        assert len(text.encode()) > len(text)
    assert not Draw(1).text(3, last_newline=False).endswith("\n")
    content = Draw(1).content(100)
    assert len(content) == 100
    assert b"\r\n" in content
    with pytest.raises(UnicodeDecodeError):
        content.decode()


def test_new_names_are_those_that_nobody_asked_for() -> None:
    scenario = Scenario("files", [], files={"in/source.bin": b"", "a": b""}, makes=["out/deep/b"])
    assert scenario.expected_names == {"in", "in/source.bin", "a", "out", "out/deep", "out/deep/b", "."}
