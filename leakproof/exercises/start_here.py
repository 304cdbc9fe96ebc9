"""Lesson 0: what is asked of the answers to its one exercise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from leakproof.judging.scenarios import Draw, Exercise, Expectation, Requirement, Run, Scenario, returns

CLOSED = Requirement(
    "The file is closed",
    "Is `close()` called on every way through your function, with its parentheses? `file.close` alone only mentions "
    "the method. And nothing that stands under a `return` is ever reached.",
)
NAME = Requirement("Gives the file's name", "The name is an attribute of the file: `file.name`. Return it, do not print it.")


def hand_over(answer: Any, world: Any, name: str) -> Any:
    """Opens a file, hands it over, and looks whether it came back closed."""

    class File:
        """An open file, of which closing may fail."""

        def __init__(self) -> None:
            self._true = open(name, encoding="utf-8")  # noqa: SIM115

        def close(self) -> None:
            self._true.close()
            world.step("close()", name, release=True)

        def __getattr__(self, attribute: str) -> Any:
            return getattr(self._true, attribute)

    file = File()
    try:
        return answer(file)
    finally:
        world.note("closed", file.closed)
        file._true.close()


def _closed(run: Run) -> str | None:
    return None if run.notes["closed"] else f"{run.scenario.arguments[0]} was still open after your function had ended"


def _close_and_tell(draw: Draw) -> Iterator[Scenario]:
    name = f"{draw.choice(['orders', 'invoice', 'stock'])}-{draw.randrange(100, 1000)}.txt"
    yield Scenario(
        "an open file",
        [Expectation(CLOSED, _closed), returns(name, NAME)],
        arguments=[name],
        files={name: draw.text(3)},
        drive=f"{__name__}:hand_over",
        faults=True,
        expect_after_fault=[Expectation(CLOSED, _closed)],
    )


EXERCISES = [Exercise("0.1", _close_and_tell)]
