"""A live session for a test: the server alone, or the real command in a process of its own."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent))

from live_class import LiveClass, ThreadedClass


@pytest.fixture
def live(tmp_path: Path) -> Iterator[LiveClass]:
    with ThreadedClass(tmp_path / "class.sqlite") as live:
        yield live


@pytest.fixture
def command(tmp_path: Path) -> Iterator[LiveClass]:
    with LiveClass(tmp_path / "class.sqlite") as live:
        yield live
