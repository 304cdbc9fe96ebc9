"""What the tests of the judge share: right answers, and a place where nothing may be left."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from leakproof.exercises import catalogue

RIGHT = """
def read_and_close(path):
    with open(path, encoding="utf-8") as file:
        return file.read()
"""


@pytest.fixture
def right() -> str:
    """A right answer to 1.1."""
    return RIGHT


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the folders of judged processes are made. Afterwards none is left, and no process that worked there."""
    place = tmp_path / "place"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    yield place
    assert list(place.iterdir()) == []
    assert working_in(place) == []
    assert descendants_of_the_judge() == []


def working_in(place: Path) -> list[psutil.Process]:
    found = []
    for process in psutil.process_iter():
        try:
            if process.cwd().startswith(str(place)):
                found.append(process)
        except psutil.Error:
            continue
    return found


def descendants_of_the_judge() -> list[psutil.Process]:
    """What the process that judged ones are forked from has left."""
    catalogue.warm_up()
    return [grandchild for child in psutil.Process().children() for grandchild in child.children(recursive=True)]
