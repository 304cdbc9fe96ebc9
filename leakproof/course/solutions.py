"""Reads a solution out of its notebook."""

from __future__ import annotations

import json
from pathlib import Path

from leakproof.course.manifest import Exercise, course

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
"""The lines between which a solution stands, as nbgrader has them."""

ROOT = Path(__file__).parent.parent.parent
"""The course's folder."""


def solution_of(exercise: Exercise, root: Path = ROOT) -> str:
    """The source of the solution, without the marks. Raises `FileNotFoundError` or `LookupError` when it is not
    there."""
    path = root / "solutions" / course().lesson(exercise.lesson).file_name
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["metadata"].get("leakproof", {}).get("exercise") == exercise.id and cell["cell_type"] == "code":
            lines = "".join(cell["source"]).split("\n")
            return "\n".join(line for line in lines if line.strip() not in (BEGIN, END))
    raise LookupError(f"{path.name} has no solution of {exercise.id}")
