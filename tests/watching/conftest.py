"""Watches a piece of source, and says in short lines what was seen."""

import contextlib
import gc
import linecache
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from leakproof.watching.lives import Life, Moment, Raised, Recording
from leakproof.watching.recorder import Recorder

NAME = "<watched>"


@dataclass
class Seen:
    """What was seen of one piece of source."""

    recording: Recording
    error: BaseException | None
    steps: list[str]
    names: dict[str, Any] = field(default_factory=dict)

    @property
    def lives(self) -> list[str]:
        """As ``file a.txt: 1, call close() 3``: opened on line 1, closed by a call on line 3."""
        return [story(life) for life in self.recording.lives]

    @property
    def exceptions(self) -> list[str]:
        """As ``ValueError: 2, caught 4``."""
        return [flight(raised) for raised in self.recording.exceptions]


def story(life: Life) -> str:
    how = f"{life.how} {life.call}" if life.how == "call" else str(life.how)
    return f"{life.kind} {life.name}".strip() + f": {at(life.opened)}, {how} {at(life.released)}".rstrip()


def flight(raised: Raised) -> str:
    return f"{raised.type}: {at(raised.raised)}, " + (f"caught {at(raised.caught)}" if raised.caught else "not caught")


def at(moment: Moment | None) -> str:
    line = str(moment.place.line) if moment and moment.place.line else ""
    return line if moment is None or moment.lane == "MainThread" else f"{line} in {moment.lane}".strip()


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test runs in an empty folder."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def watched() -> Iterator[Callable[..., Seen]]:
    """Runs a source and gives what was seen of it; further arguments are names for it."""
    worlds: list[dict[str, Any]] = []

    def run(source: str, keep_in: list[object] | None = None, **names: Any) -> Seen:
        source = textwrap.dedent(source).strip("\n")
        linecache.cache[NAME] = (len(source), None, source.splitlines(keepends=True), NAME)
        steps: list[str] = []
        recorder = Recorder(
            lambda code: True if code.co_filename == NAME else None,
            on_step=lambda name, target, release: steps.append(f"{name} {target}" + " released" * release),
            keep_in=keep_in,
        )
        world = {"__name__": "__main__", **names}
        worlds.append(world)
        code = compile(source, NAME, "exec")
        error: BaseException | None = None
        recorder.install()
        recorder.start()
        try:
            exec(code, world)
        except BaseException as raised:
            error = raised
        finally:
            recording = recorder.stop(error)
            recorder.uninstall()
        return Seen(recording, error, steps, world)

    yield run
    for world in worlds:
        for thing in list(world.values()):
            with contextlib.suppress(ValueError):  # of a file without a buffer
                if hasattr(thing, "fileno") and not isinstance(thing, type):
                    thing.close()
        world.clear()
    linecache.cache.pop(NAME, None)
    gc.collect(1)  # all that a test made is young
