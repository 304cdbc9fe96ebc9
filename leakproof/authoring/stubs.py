"""Makes an exercise notebook from its solution notebook: takes the solutions out and leaves stubs."""

from __future__ import annotations

import copy
import hashlib
import json
from pathlib import Path
from typing import Any, TypeVar

from leakproof.authoring.places import ROOT, SOLUTIONS, BuildError, exercise_id, read_text, tags
from leakproof.course import Lesson

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
"""The lines around a solution, the same as nbgrader's."""

YOUR_ANSWER = "...  # your answer here"
"""Stands in a stub where the solution stood."""

Notebook = TypeVar("Notebook", bound=dict[str, Any])
"""A notebook as its JSON, each cell's source in one string; nbformat's ``NotebookNode`` is one."""


def pristine(lesson: Lesson, root: Path = ROOT) -> bytes:
    """The file of the lesson's exercise notebook as a learner gets it, without outputs.

    It is made from the solution notebook without a kernel, and without nbformat, which is slow to import: so
    it comes at once. What the build stores is the same and has outputs. Raises `BuildError`.
    """
    path = root / SOLUTIONS / lesson.file_name
    name = f"{SOLUTIONS}/{lesson.file_name}"
    text = read_text(path)
    try:
        solution = json.loads(text)
        for cell in solution["cells"]:
            cell["source"] = "".join(cell["source"])
        exercise = exercise_from(solution, name)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BuildError(f"{name}: is not a notebook that can be read: {error}") from error
    for cell in exercise["cells"]:
        cell["source"] = cell["source"].splitlines(keepends=True)
    return (json.dumps(exercise, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def exercise_from(solution: Notebook, name: str) -> Notebook:
    """The exercise notebook, not run, that belongs to a solution notebook; `name` is for messages.

    Raises `BuildError` when the marks around a solution do not pair, or an answer cell has none.
    """
    exercise = copy.deepcopy(solution)
    exercise["cells"] = []
    for number, cell in enumerate(copy.deepcopy(solution["cells"]), 1):
        if is_solution_only(cell):
            continue
        exercise["cells"].append(cell)
        if cell["cell_type"] != "code":
            continue
        stub = _without_solution(cell["source"], f"{name} cell {number}")
        if exercise_id(cell) and stub == cell["source"]:
            raise BuildError(
                f"{name} cell {number}: is the answer to exercise {exercise_id(cell)} but marks no solution. "
                f'Put the lines "{BEGIN}" and "{END}" around it.'
            )
        cell.update(source=stub, outputs=[], execution_count=None)
    retitle(exercise)
    exercise["metadata"]["leakproof"] = {"built": _fingerprint(exercise)}
    return exercise


def is_solution_only(cell: dict[str, Any]) -> bool:
    """Whether this cell of a solution notebook is not for those who still work on the exercise."""
    return "solution-only" in tags(cell)


def retitle(notebook: Notebook) -> None:
    """Calls a notebook that was made from a solution notebook what it is to learners: exercises."""
    for cell in notebook["cells"][:1]:
        if cell["source"].startswith("# Solutions"):
            cell["source"] = "# Exercises" + cell["source"].removeprefix("# Solutions")


def is_untouched(exercise: dict[str, Any]) -> bool:
    """Whether nobody changed a cell's text since this notebook was built; running it is no change."""
    return bool(exercise["metadata"].get("leakproof", {}).get("built") == _fingerprint(exercise))


def _fingerprint(notebook: dict[str, Any]) -> str:
    texts = json.dumps([[cell["cell_type"], cell["source"]] for cell in notebook["cells"]])
    return hashlib.sha256(texts.encode()).hexdigest()[:16]


def _without_solution(source: str, where: str) -> str:
    kept: list[str] = []
    inside = False
    for line in source.splitlines():
        mark = line.strip()
        if mark in (BEGIN, END):
            if inside == (mark == BEGIN):
                raise BuildError(f'{where}: "{mark}" stands where "{END if inside else BEGIN}" was due.')
            inside = mark == BEGIN
            if inside:
                kept.append(line[: len(line) - len(line.lstrip())] + YOUR_ANSWER)
        elif not inside:
            kept.append(line)
    if inside:
        raise BuildError(f'{where}: "{BEGIN}" has no "{END}" after it.')
    return "\n".join(kept)
