"""A question on its way through peer instruction: vote, discuss, vote again, compare, explain.

=============  ======================================================================
stage          what may come next
=============  ======================================================================
``open``       ``close``
``closed``     ``discuss`` (after the first round), ``reveal``, ``reopen``
``discuss``    ``again``, ``reveal``
``revealed``   ``again`` (after the first round), ``explain``
``explained``  ``end``
=============  ======================================================================

``end`` may come at any time. Counts of votes are for nobody's eyes before ``revealed``, and which choice is right, and
why, for nobody's before ``explained``.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace

ROUNDS = 2


class Stage(enum.StrEnum):
    """Where a question is."""

    OPEN = "open"
    CLOSED = "closed"
    DISCUSS = "discuss"
    REVEALED = "revealed"
    EXPLAINED = "explained"


class NotNow(ValueError):
    """This step cannot be taken from where the question is."""


@dataclass(frozen=True)
class Question:
    """A prediction that was put to the class. The same one put again is another question."""

    number: int
    prediction: str
    """The id of the prediction, as ``1.flush``."""
    stage: Stage = Stage.OPEN
    round: int = 1
    """1, or 2 after the class has discussed."""

    @property
    def shows_counts(self) -> bool:
        """Whether anybody may see how many voted for what."""
        return self.stage in (Stage.REVEALED, Stage.EXPLAINED)

    @property
    def shows_truth(self) -> bool:
        """Whether anybody may see which choice is right, and why."""
        return self.stage is Stage.EXPLAINED

    @property
    def steps(self) -> tuple[str, ...]:
        """What may come next, the usual one first."""
        first = self.round < ROUNDS
        match self.stage:
            case Stage.OPEN:
                return "close", "end"
            case Stage.CLOSED:
                return ("discuss", "reveal", "reopen", "end") if first else ("reveal", "reopen", "end")
            case Stage.DISCUSS:
                return "again", "reveal", "end"
            case Stage.REVEALED:
                return ("again", "explain", "end") if first else ("explain", "end")
            case Stage.EXPLAINED:
                return ("end",)

    def after(self, step: str) -> Question | None:
        """The question after one of its `steps`; `None` after ``end``. Raises `NotNow`."""
        if step not in self.steps:
            raise NotNow(f"A question that is {self.stage} cannot {step}.")
        match step:
            case "close":
                return replace(self, stage=Stage.CLOSED)
            case "reopen":
                return replace(self, stage=Stage.OPEN)
            case "discuss":
                return replace(self, stage=Stage.DISCUSS)
            case "again":
                return replace(self, stage=Stage.OPEN, round=self.round + 1)
            case "reveal":
                return replace(self, stage=Stage.REVEALED)
            case "explain":
                return replace(self, stage=Stage.EXPLAINED)
            case _:
                return None
