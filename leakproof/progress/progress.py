"""The learner's progress: writes down what happens in the course, and says where the learner stands."""

from __future__ import annotations

import contextlib
import heapq
import operator
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import leakproof
from leakproof.progress import events
from leakproof.progress.events import ProgressNotSaved
from leakproof.progress.standing import Standing, standing


class Progress:
    """The progress of one learner, in one file that only ever grows.

    The file is `path`; without it the one that the environment variable ``LEAKPROOF_PROGRESS`` names; without
    that ``.leakproof/progress.jsonl`` in the folder of the course, or in the learner's home folder where the
    folder of the course cannot be written.

    Every method that writes something down raises `ProgressNotSaved` when there is no place to write it. Its
    message is for the learner; what the learner was doing should go on.
    """

    def __init__(self, path: Path | str | None = None) -> None:
        self._places = _places(path)

    @property
    def folders(self) -> list[Path]:
        """Where the learner's files may be kept, the best place first."""
        return [place.parent for place in self._places]

    def checked(self, exercise_id: str, outcome: str, points: int, of: int, source: str) -> None:
        """Writes down a check: its outcome (``correct``, ``incorrect``, ``not_attempted`` or ``unusable``),
        how many points of how many, and the source of the answer, so that no work is lost."""
        self._append("checked", exercise=exercise_id, outcome=outcome, points=points, of=of, source=source)

    def hinted(self, exercise_id: str, rung: int) -> None:
        """Writes down that a hint was shown: the first is rung 1."""
        self._append("hinted", exercise=exercise_id, rung=rung)

    def solution_seen(self, exercise_id: str) -> None:
        """Writes down that the course's own solution was shown."""
        self._append("solution", exercise=exercise_id)

    def predicted(self, prediction_id: str, choice: str, right: bool) -> None:
        """Writes down a prediction: the letter of the choice, and whether that was right."""
        self._append("predicted", prediction=prediction_id, choice=choice, right=right)

    def standing(self) -> Standing:
        """Where the learner stands now. A file that cannot be read is named in the standing's notes."""
        lists, notes = [], []
        for place in self._places:
            try:
                lists.append(list(events.read(place)))
            except OSError as error:
                notes.append(f"The progress in {place} is not counted: it cannot be read ({_reason(error)}).")
        return standing(heapq.merge(*lists, key=operator.itemgetter("when")), tuple(notes))

    def _append(self, kind: str, **details: Any) -> None:
        event = {"when": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": kind, **details}
        reasons = []
        for place in self._places:
            try:
                events.append(place, event)
            except OSError as error:
                reasons.append(f"{place} cannot be written ({_reason(error)})")
            else:
                return
        raise ProgressNotSaved(
            f"Your progress was not saved: {', and '.join(reasons)}. Everything else works. To keep "
            "it, set the environment variable LEAKPROOF_PROGRESS to a file that you may write, and start again."
        )


def _places(path: Path | str | None) -> list[Path]:
    """The files to write to, the best one first; all of them are read."""
    named = path or os.environ.get("LEAKPROOF_PROGRESS")
    if named:
        return [Path(named)]
    folders = []
    root = Path(leakproof.__file__).resolve().parents[1]
    if (root / "pyproject.toml").is_file():
        folders.append(root)
    with contextlib.suppress(RuntimeError):  # a user without a home folder
        folders.append(Path.home())
    return [folder / ".leakproof" / "progress.jsonl" for folder in folders]


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
