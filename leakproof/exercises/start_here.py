"""Lesson 0: what is asked of the answers to its one exercise."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from leakproof.judging.scenarios import Draw, Exercise, Expectation, Requirement, Run, Scenario, returns, returns_a

CLOSED = Requirement(
    "The file is closed",
    "Is `close()` called on every way through your function, with its parentheses? `file.close` alone only mentions "
    "the method. And nothing that stands under a `return` is ever reached.",
)
RETURNS = Requirement(
    "Returns a name",
    "`return` gives a value to whoever called; `print` only shows it. The value asked for is a `str`, not the file.",
)
NAME = Requirement(
    "Gives the file's own name",
    "The name is an attribute of the file, and differs each time: `file.name`.",
)


def hand_over(answer: Any, world: Any, name: str) -> Any:
    """Opens a file, hands it over, and looks whether it came back closed."""

    class File(io.TextIOWrapper):
        """An open file, of which closing may fail."""

        def close(self) -> None:
            was_open = not self.closed
            super().close()
            if was_open:
                world.step("close()", name, release=True)

    with open(name, "rb") as true, File(true, encoding="utf-8") as file:
        try:
            return answer(file)
        finally:
            world.note("closed", file.closed)


def _closed(run: Run) -> str | None:
    name = run.scenario.arguments[0]
    return None if run.notes.get("closed") is True else f"{name} was still open after your function had ended"


def _close_and_tell(draw: Draw) -> Iterator[Scenario]:
    name = f"{draw.choice(['orders', 'invoice', 'stock'])}-{draw.randrange(100, 1000)}.txt"
    yield Scenario(
        "an open file",
        [Expectation(CLOSED, _closed), returns_a(str, RETURNS), returns(name, NAME)],
        arguments=[name],
        files={name: draw.text(3)},
        drive=f"{__name__}:hand_over",
        faults=True,
        expect_after_fault=[Expectation(CLOSED, _closed)],
    )


EXERCISES = [Exercise("0.1", _close_and_tell)]
