"""Who has tried, solved, or is stuck in which exercise, and what most of those who are stuck are stuck with."""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from leakproof.judging import general
from leakproof.judging.general import Requirement

CHECKS_WITHOUT_PROGRESS = 3
"""So many in a row without a point more: stuck."""
SECONDS_WITHOUT_PROGRESS = 300.0
"""So long after the first check, or the last point more, with at least two checks: stuck."""


class Check(NamedTuple):
    """One check by a learner, as the grid needs it."""

    learner: int
    exercise: str
    outcome: str
    points: int
    headline: str
    """The first broken requirement; empty when there is none."""
    at: float
    """In seconds since 1970."""


@dataclass
class Cell:
    """One learner in one exercise."""

    tries: int = 0
    """Checks until it was solved, without those of an untouched exercise."""
    solved: bool = False
    best: int = 0
    headline: str = ""
    """What the last check said first."""
    vain: int = 0
    """Checks since the last point more."""
    progress_at: float = 0.0
    """When a check last brought a point more, or the first check was."""

    def add(self, check: Check) -> None:
        """One more check. What comes after the exercise was solved changes nothing."""
        if check.outcome == "not_attempted" or self.solved:
            return
        self.tries += 1
        self.solved = check.outcome == "correct"
        more = check.points > self.best
        self.vain = 0 if more else self.vain + 1
        if more or self.tries == 1:
            self.progress_at = check.at
        self.best = max(self.best, check.points)
        self.headline = check.headline

    def is_stuck(self, now: float) -> bool:
        """Whether somebody should help."""
        if self.solved:
            return False
        long = self.tries >= 2 and now - self.progress_at >= SECONDS_WITHOUT_PROGRESS
        return self.vain >= CHECKS_WITHOUT_PROGRESS or long

    def state(self, now: float) -> str:
        """``solved``, ``stuck`` or ``tried``."""
        return "solved" if self.solved else "stuck" if self.is_stuck(now) else "tried"


@dataclass(frozen=True)
class Trouble:
    """An exercise in which learners are stuck."""

    exercise: str
    stuck: int
    headline: str
    """What most of them are told first; empty when that is nothing the course knows."""
    share: int
    """How many of them."""
    hint: str
    """The sentence to say about it."""


@dataclass
class Grid:
    """All cells that are not empty."""

    cells: dict[int, dict[str, Cell]] = field(default_factory=lambda: defaultdict(dict))
    """By the learner's number and the exercise's id."""
    last_exercise: str = ""
    """The one that was checked last, by anybody."""

    def add(self, check: Check) -> None:
        """One more check."""
        cell = self.cells[check.learner].setdefault(check.exercise, Cell())
        cell.add(check)
        self.last_exercise = check.exercise

    def troubles(self, now: float) -> list[Trouble]:
        """Where learners are stuck, the most of them first."""
        headlines: dict[str, list[str]] = defaultdict(list)
        for cells in self.cells.values():
            for exercise, cell in cells.items():
                if cell.is_stuck(now):
                    headlines[exercise].append(cell.headline)
        troubles = [_trouble(exercise, found) for exercise, found in headlines.items()]
        return sorted(troubles, key=lambda trouble: (-trouble.stuck, trouble.exercise))


def _trouble(exercise: str, headlines: list[str]) -> Trouble:
    known = hints(exercise)
    counted = Counter(headline for headline in sorted(headlines) if headline in known)
    headline, share = counted.most_common(1)[0] if counted else ("", 0)
    return Trouble(exercise, len(headlines), headline, share, known.get(headline, ""))


@functools.cache
def hints(exercise: str) -> dict[str, str]:
    """The hints of all requirements that a check of this exercise may name, by their titles.

    A learner's notebook says which requirement broke; only what stands in here is ever shown to the class.
    """
    from leakproof.exercises import catalogue  # with the judge: it takes its time

    return {each.title: each.hint for each in (*_requirements(general), *_requirements(catalogue.module_of(exercise)))}


def _requirements(module: object) -> Iterator[Requirement]:
    return (each for each in vars(module).values() if isinstance(each, Requirement))
