"""Finds the answers in what a learner handed in: by the cell's metadata, else by the name that a cell defines."""

from __future__ import annotations

import ast
import functools
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from leakproof.classroom.files import CannotBeRead, Entry
from leakproof.classroom.joining import Cell, alternatives, tree_of
from leakproof.classroom.submissions import Submission, is_lesson, own_name
from leakproof.course import Exercise, course
from leakproof.course.solutions import ROOT
from leakproof.judging import source as judged_source


@dataclass(frozen=True)
class Answer:
    """What stands for one exercise in what a learner handed in."""

    exercise: str
    source: str
    """The cell as it stands."""
    others: tuple[str, ...]
    """What may be judged instead when the cell was split: see `leakproof.classroom.joining`."""
    where: str
    """The file, and the cell in it."""


@dataclass
class Found:
    """The answers of one learner."""

    answers: dict[str, Answer] = field(default_factory=dict)
    """By the exercise's id."""
    unreadable: dict[str, str] = field(default_factory=dict)
    """For exercises whose lesson's notebook cannot be read: which, and why."""
    notes: list[str] = field(default_factory=list)
    """Sentences for the teacher."""


@dataclass(frozen=True)
class _Candidate:
    answer: Answer
    entry: Entry
    attempted: bool
    marked: bool
    """Found by the metadata."""
    beside: bool
    """Found in the cell of another exercise, which is answered there too."""

    @property
    def rank(self) -> tuple[Any, ...]:
        """The greatest counts. No file times: these change with every copy."""
        name = own_name(self.entry)
        kept = re.search(r"-yours-\d", name) is not None
        again = re.search(r"(?:-(\d{1,2})|\((\d{1,2})\))\.\w+$", name)
        attempt = int(again[1] or again[2]) if again and not kept else 0
        path = "/".join(self.entry.parts)
        natural = [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", path)]
        return self.attempted, not self.beside, self.marked, not kept, attempt, natural


def answers_in(submission: Submission) -> Found:
    """The answers of `submission`; reads its files, and runs none of them.

    Of several answers to one exercise that counts which was attempted; then which has the exercise's metadata; then
    one that is no copy kept by ``reset``; then the highest number that a system put behind the file's name for being
    handed in again (``-1``, ``(2)``); then the last path in the order of names and numbers.
    """
    found = Found()
    candidates: dict[str, list[_Candidate]] = defaultdict(list)
    names = [own_name(entry) for entry in submission.files]
    for entry in submission.files:
        name = own_name(entry)
        shown = name if names.count(name) == 1 else "/".join(entry.parts)
        assert entry.content is not None
        try:
            cells = _cells(entry.content(), name)
            here = list(_candidates(cells, entry, shown))
        except (CannotBeRead, RecursionError, MemoryError) as error:
            error = error if isinstance(error, CannotBeRead) else CannotBeRead("it is too big, or nested too deeply")
            found.notes.append(f"{shown} cannot be read: {error}.")
            if is_lesson(name):
                lesson = next(each for each in course().lessons if each.file_name.removesuffix(".ipynb") in name)
                found.unreadable |= {exercise.id: f"{shown}: {error}" for exercise in lesson.exercises}
            continue
        for candidate in here:
            candidates[candidate.answer.exercise].append(candidate)
        if not here and not _given_by_the_course(cells):
            found.notes.append(f"{shown} has no answer to any exercise.")
    for exercise in course().exercises:
        best = max(candidates[exercise.id], key=lambda each: each.rank, default=None)
        if best is not None:
            found.answers[exercise.id] = best.answer
            found.unreadable.pop(exercise.id, None)
            found.notes += _about(best, candidates[exercise.id])
    return found


def _about(best: _Candidate, candidates: list[_Candidate]) -> Iterator[str]:
    others = [
        each for each in candidates if each.attempted and not each.beside and each.answer.source != best.answer.source
    ]
    if best.attempted and others:
        also = " and ".join(each.answer.where for each in others)
        yield f"{best.answer.exercise} was answered more than once: {best.answer.where} counts, {also} not."
    elif best.attempted and "-yours-" in own_name(best.entry):
        yield f"{best.answer.exercise} was found only in {best.answer.where}, a copy kept by reset."


# -- cells


def _cells(content: bytes, name: str) -> list[Cell]:
    """The cells with code, of a notebook or a Python file. Raises `CannotBeRead`."""
    if not content.strip():
        raise CannotBeRead("it is empty")
    return _cells_of_python(content, name) if name.lower().endswith(".py") else _cells_of_notebook(content)


def _cells_of_notebook(content: bytes) -> list[Cell]:
    try:
        notebook = json.loads(content)
    except (ValueError, RecursionError, MemoryError) as error:
        raise CannotBeRead(f"it is no notebook ({str(error).partition(' (char')[0]})") from error
    cells = _items(notebook, "cells")
    for worksheet in _items(notebook, "worksheets"):  # the third version of the format
        cells += _items(worksheet, "cells")
    if not cells and not (isinstance(notebook, dict) and "nbformat" in notebook):
        raise CannotBeRead("it is no notebook (it has no cells)")
    known = {exercise.id for exercise in course().exercises}
    found = []
    for number, cell in enumerate(cells, 1):
        if not isinstance(cell, dict) or cell.get("cell_type") != "code":
            continue
        lines = cell.get("source", cell.get("input", ""))
        text = "".join(map(str, lines)) if isinstance(lines, list) else str(lines)
        metadata = cell.get("metadata")
        ours = metadata.get("leakproof") if isinstance(metadata, dict) else None
        exercise = ours.get("exercise") if isinstance(ours, dict) else None
        found.append(Cell(number, text, exercise if isinstance(exercise, str) and exercise in known else ""))
    return found


def _items(container: Any, key: str) -> list[Any]:
    items = container.get(key) if isinstance(container, dict) else None
    return items if isinstance(items, list) else []


def _cells_of_python(content: bytes, name: str) -> list[Cell]:
    """The file as one cell; its parts between lines of ``# %%``; or, when it answers several exercises, its top-level
    statements."""
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise CannotBeRead(f"it is not UTF-8 ({error.reason})") from error
    parts = re.split(r"^# ?%%.*$", text, flags=re.M)
    if len(parts) > 1:
        return [Cell(number, part) for number, part in enumerate(parts, 1) if part.strip()]
    whole = Cell(0, text)
    tree = tree_of(text)
    answered = [exercise for exercise in course().exercises if _defines(whole, exercise)]
    if tree is not None and len(answered) > 1:
        lines = text.split("\n")
        return [Cell(0, "\n".join(lines[_first_line(each) - 1 : each.end_lineno])) for each in tree.body]
    stem = name[:-3]
    named = [exercise.id for exercise in course().exercises if stem in (exercise.id, exercise.name)]
    return [Cell(0, text, named[0] if named and not answered else "")]


def _first_line(statement: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(decorator.lineno for decorator in decorators)])


# -- which cell answers which exercise


def _candidates(cells: list[Cell], entry: Entry, shown: str) -> Iterator[_Candidate]:
    for exercise in course().exercises:
        at = answering(cells, exercise)
        if at is not None:
            cell = cells[at]
            where = f"{shown}, cell {cell.number}" if cell.number else shown
            answer = Answer(exercise.id, cell.source, tuple(dict.fromkeys(alternatives(cells, at))), where)
            marked = cell.exercise == exercise.id
            yield _Candidate(answer, entry, _attempted(cell, exercise), marked, _answers_another(cell, exercise))


def answering(cells: Sequence[Cell], exercise: Exercise) -> int | None:
    """Where the answer stands: the marked cell when it defines the name, else the last cell that does, as in a notebook
    that was run from top to bottom, and at last one in which the answer to another exercise stands as well. An
    untouched stub gives way to an answer."""
    marked = [at for at, cell in enumerate(cells) if cell.exercise == exercise.id]
    defining = [at for at in marked if _has_name(cells[at], exercise)]
    elsewhere = [
        at
        for at, cell in enumerate(cells)
        if at not in marked and _defines(cell, exercise) and cell.source.strip() not in _given()
    ]
    beside = [at for at in elsewhere if _answers_another(cells[at], exercise)]
    elsewhere = [at for at in elsewhere if at not in beside]
    for places in (defining, elsewhere, beside):
        begun = [at for at in places if _attempted(cells[at], exercise)]
        if begun:
            return begun[-1]
    return next((places[-1] for places in (defining, elsewhere, marked, beside) if places), None)


def _answers_another(cell: Cell, exercise: Exercise) -> bool:
    """Whether it is the cell of another exercise, and answers that: two cells merged, or a helper of the same name."""
    return cell.exercise not in ("", exercise.id) and _has_name(cell, course().exercise(cell.exercise))


def _has_name(cell: Cell, exercise: Exercise) -> bool:
    """Whether a marked cell, in whatever way, makes the name."""
    try:
        tree = judged_source.read(judged_source.clean(cell.source), exercise.name)
    except judged_source.Unusable:
        return _begins_definition(cell, exercise)
    return bool(tree.body)


def _defines(cell: Cell, exercise: Exercise) -> bool:
    """Whether a cell defines the name as a function or a class."""
    if exercise.name not in cell.source:
        return False
    tree = tree_of(cell.source)
    if tree is None:
        return _begins_definition(cell, exercise)
    return any(
        statement.name == exercise.name
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        else isinstance(statement, ast.Assign)
        and isinstance(statement.value, ast.Lambda)
        and exercise.name in [target.id for target in statement.targets if isinstance(target, ast.Name)]
        for statement in tree.body
    )


def _begins_definition(cell: Cell, exercise: Exercise) -> bool:
    return re.search(rf"^(?:async\s+def|def|class)\s+{exercise.name}\b", cell.source, re.M) is not None


def _attempted(cell: Cell, exercise: Exercise) -> bool:
    try:
        tree = judged_source.read(judged_source.clean(cell.source), exercise.name)
    except judged_source.Unusable:
        return True
    return judged_source.attempted(tree, exercise.name)


@functools.cache
def _given() -> frozenset[str]:
    """The cells of the course's own notebooks: an example that has the name of an exercise is nobody's answer."""
    found = set()
    for path in sorted(ROOT.glob("notebooks/*.ipynb")):
        found |= {cell.source.strip() for cell in _cells_of_notebook(path.read_bytes())}
    return frozenset(found)


def _given_by_the_course(cells: Sequence[Cell]) -> bool:
    return bool(cells) and any(cell.source.strip() in _given() for cell in cells)
