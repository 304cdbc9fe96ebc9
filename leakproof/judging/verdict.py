"""What the judge says of an answer."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import NamedTuple

from leakproof.watching.lives import Recording


class Outcome(enum.StrEnum):
    """The four things that can come of a check."""

    CORRECT = "correct"
    INCORRECT = "incorrect"
    NOT_ATTEMPTED = "not_attempted"
    UNUSABLE = "unusable"
    """There is no answer to judge: no Python, or not the right name."""


@dataclass(frozen=True)
class Finding:
    """One requirement that was broken, in the first run that broke it."""

    requirement: str
    when: str
    """The run, as in "when read() raised OSError (step 2 of 3)"."""
    what: str
    hint: str = ""
    recording: Recording | None = None


class FaultRun(NamedTuple):
    """One run in which a step was made to fail, and the first requirement that it broke (empty: it kept them all)."""

    step: int
    """From 1."""
    name: str
    target: str
    error: str
    """The class of what was raised."""
    broke: str = ""


class FaultTable(NamedTuple):
    """All fault runs of one scenario; there are none for a step that was left out."""

    when: str
    """The scenario, as it follows "with"."""
    steps: int
    """How many the run without a fault made."""
    runs: tuple[FaultRun, ...]


@dataclass(frozen=True)
class Verdict:
    """What the judge says: the outcome, the points out of `of`, the findings (the first one is the headline), the
    titles of the requirements that held, how many runs there were and in how many of them a step was made to fail."""

    exercise: str
    outcome: Outcome
    points: int
    of: int
    findings: list[Finding] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    runs: int = 0
    faults: int = 0
    printed: str = ""
    unlimited: list[str] = field(default_factory=list)
    """Limits that this system cannot set."""
    fault_tables: tuple[FaultTable, ...] = ()
    stopped: bool = False
    """Whether a run was stopped because it took too long: on a busy machine that can be the machine's fault."""

    @property
    def headline(self) -> str:
        """The one thing to know: the first broken requirement; empty when all held."""
        return self.findings[0].requirement if self.findings else ""

    def to_dict(self) -> dict[str, object]:
        """As the command ``check --json`` prints it, without the file."""
        return {
            "exercise": self.exercise,
            "outcome": str(self.outcome),
            "points": self.points,
            "of": self.of,
            "findings": [
                {"requirement": finding.requirement, "when": finding.when, "what": finding.what}
                for finding in self.findings
            ],
        }
