"""Judges one answer, in whatever process or machine this runs, and says what came of it in a form that travels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from leakproof.exercises import catalogue
from leakproof.judging.general import NOTHING_RUNS
from leakproof.judging.sandbox import SandboxBroken
from leakproof.judging.verdict import Outcome

BY_THE_CLOCK = frozenset({"8.1", "9.2"})
"""Exercises whose requirements are measured with a real clock."""


class Task(NamedTuple):
    """An answer to judge."""

    exercise: str
    """The exercise's id."""
    source: str


@dataclass(frozen=True)
class Judgement:
    """What is kept of a verdict."""

    outcome: str
    points: int
    of: int
    findings: tuple[tuple[str, str, str], ...] = ()
    """Requirement, when, what."""
    hint: str = ""
    """For the first finding."""
    hurried: bool = False
    """Whether a machine that was busy can be to blame: then the answer is judged again, with nothing else going on."""

    @property
    def correct(self) -> bool:
        """Whether nothing better can come of it."""
        return self.outcome == Outcome.CORRECT


class NotJudged(NamedTuple):
    """No verdict, and why: the machine's fault, or an answer that ended the judge itself."""

    why: str


class MachineCannotJudge(Exception):
    """No answer can be judged; the message says why."""


Done = tuple[Task, Judgement | NotJudged]
Judges = Callable[[Iterable[Task], bool], Iterator[Done]]
"""Judges tasks, and gives each one when it is done, in any order; when the second argument is true, one at a time."""


def judge(task: Task) -> Judgement | NotJudged:
    """Judges one answer with the warm judge of this process."""
    try:
        verdict = catalogue.judge_answer(task.exercise, task.source)
    except SandboxBroken as broken:
        catalogue.close()
        return NotJudged(str(broken))
    by_the_clock = task.exercise in BY_THE_CLOCK or any(
        finding.requirement == NOTHING_RUNS.title for finding in verdict.findings
    )
    return Judgement(
        str(verdict.outcome),
        verdict.points,
        verdict.of,
        tuple((_plain(each.requirement), _plain(each.when), _plain(each.what)) for each in verdict.findings),
        verdict.findings[0].hint if verdict.findings else "",
        verdict.stopped or (verdict.outcome is Outcome.INCORRECT and by_the_clock),
    )


def _plain(text: str) -> str:
    """A text that can be written as UTF-8."""
    return text.encode("utf-8", "replace").decode("utf-8")
