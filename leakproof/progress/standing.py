"""Where a learner stands: what all the events of the progress file add up to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass
class ExerciseStanding:
    """Where the learner stands in one exercise."""

    attempts: int = 0
    """Checks of an answer; a check of the untouched exercise is none."""
    best: int = 0
    """The most points that one check gave."""
    hints: int = 0
    """How many different hints were shown."""
    last_outcome: str | None = None
    """``correct``, ``incorrect``, ``not_attempted`` or ``unusable``; `None` before the first check."""
    solved_at: datetime | None = None
    """When a check first found the answer correct (UTC); `None` before."""
    solution_seen: bool = False

    @property
    def solved(self) -> bool:
        """True once a check found an answer correct, whatever was tried later."""
        return self.solved_at is not None


@dataclass(frozen=True)
class FirstChoice:
    """What the learner predicted at the first try."""

    letter: str
    right: bool


@dataclass
class Standing:
    """Where the learner stands in everything that was tried so far."""

    exercises: dict[str, ExerciseStanding] = field(default_factory=dict)
    """By the exercise's id; without those that were never touched."""
    predictions: dict[str, FirstChoice] = field(default_factory=dict)
    """By the prediction's id."""
    notes: tuple[str, ...] = ()
    """Sentences for the learner about files of progress that could not be read; usually none."""

    def exercise(self, exercise_id: str) -> ExerciseStanding:
        """Where the learner stands in this exercise, also when it was never touched."""
        return self.exercises.get(exercise_id, ExerciseStanding())


def standing(events: Iterable[dict[str, Any]], notes: tuple[str, ...] = ()) -> Standing:
    """Adds up `events`, oldest first. An event of an unknown kind, or that lacks something, is left out."""
    result = Standing(notes=notes)
    rungs: set[tuple[str, int]] = set()
    for event in events:
        match event:
            case {
                "event": "checked",
                "exercise": str(id),
                "outcome": str(outcome),
                "points": int(points),
                "when": when,
            }:
                exercise = result.exercises.setdefault(id, ExerciseStanding())
                exercise.last_outcome = outcome
                exercise.attempts += outcome != "not_attempted"
                exercise.best = max(exercise.best, points)
                if outcome == "correct" and not exercise.solved:
                    exercise.solved_at = datetime.fromisoformat(when)
            case {"event": "hinted", "exercise": str(id), "rung": int(rung)} if (id, rung) not in rungs:
                rungs.add((id, rung))
                result.exercises.setdefault(id, ExerciseStanding()).hints += 1
            case {"event": "solution", "exercise": str(id)}:
                result.exercises.setdefault(id, ExerciseStanding()).solution_seen = True
            case {"event": "predicted", "prediction": str(id), "choice": str(letter), "right": bool(right)}:
                result.predictions.setdefault(id, FirstChoice(letter, right))
    return result
