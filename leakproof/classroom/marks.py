"""What a graded class consists of: learners, and for each exercise the verdict on their answer."""

from __future__ import annotations

from dataclasses import dataclass, field

from leakproof.course import course


@dataclass(frozen=True)
class Mark:
    """The verdict on one learner's answer to one exercise, as it is kept on disk."""

    exercise: str
    """The exercise's id, as ``1.1``."""
    outcome: str
    """``correct``, ``incorrect``, ``not_attempted`` or ``unusable``, as `leakproof.judging.verdict.Outcome`."""
    points: int
    of: int
    findings: tuple[tuple[str, str, str], ...] = ()
    """Requirement, when, what; the first one is the headline."""
    hint: str = ""
    """What to think about, for the headline."""
    source: str = ""
    """The answer that was judged; empty when there was none."""
    where: str = ""
    """The file, and the cell in it, as ``01_manual_close.ipynb, cell 4``; empty when there was none."""

    @property
    def headline(self) -> str:
        """The first broken requirement; empty when all held."""
        return self.findings[0][0] if self.findings else ""


@dataclass(frozen=True)
class Learner:
    """One learner: a mark for every exercise of the course, by the exercise's id, in the course's order."""

    name: str
    marks: dict[str, Mark]
    notes: tuple[str, ...] = field(default=())
    """Sentences for the teacher about what was handed in: a notebook that cannot be read, an answer found twice."""

    @property
    def total(self) -> int:
        """Points of all exercises."""
        return sum(mark.points for mark in self.marks.values())


@dataclass(frozen=True)
class Class:
    """A graded class, its learners sorted by name."""

    title: str
    learners: tuple[Learner, ...]

    @property
    def of(self) -> int:
        """The points that all exercises give together."""
        return sum(exercise.points for exercise in course().exercises)
