"""Finds answers that are more alike than their exercise makes them, for a teacher to look at.

Two answers are compared in a form without comments, docstrings, annotations, layout, texts, the order of definitions,
and the names that the learner chose. Alike they are bound to be: the exercise asks the same of all, and there is a
usual way to do it. What counts is therefore what they share that few others in the class have, and that is not in the
course's own solution.
"""

from __future__ import annotations

import ast
import itertools
import re
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy
from rapidfuzz import fuzz, process

from leakproof.classroom.marks import Class, Mark
from leakproof.course import course
from leakproof.course.solutions import solution_of
from leakproof.judging.source import clean
from leakproof.judging.verdict import Outcome

ALIKE = 85
"""From here on, in percent of their forms, two answers can be copies of each other with changes."""
RARE_PIECES = 24
"""So many rare pieces two right answers must share; shorter ones are alike by chance."""
RARE_PIECES_WHEN_WRONG = 8
"""The same of two answers with the same mistake: there are more ways to be wrong than to be right."""
_PIECE = 6
"""Nodes of Python's syntax tree in a piece."""
_MOST_CHARACTERS = 50_000
"""Of an answer that is compared; what comes after them is left out."""


@dataclass(frozen=True)
class Group:
    """Learners whose answers to one exercise are alike."""

    learners: tuple[int, ...]
    """Their places in the class, from 0, in its order."""
    percent: int
    """How much of their forms is the same, for the two that are least alike of those found alike."""
    word_for_word: bool
    """Whether their texts are the same, comments and names included; only space may differ."""


@dataclass(frozen=True)
class Likeness:
    """What one exercise's answers have to do with each other."""

    groups: tuple[Group, ...]
    """Those to look at, the most alike first; no learner is in two of them."""
    as_solution: tuple[int, ...]
    """The places of the learners whose answer has the form of the course's own solution: nothing to look at."""


def likeness(graded: Class) -> dict[str, Likeness]:
    """For every exercise of the course, by its id, which learners' answers are for a look."""
    found = {}
    forms = _Forms()
    for exercise in course().exercises:
        marks = [learner.marks[exercise.id] for learner in graded.learners]
        found[exercise.id] = _likeness(marks, forms.form(solution_of(exercise)), forms)
    return found


def together(found: dict[str, Likeness]) -> list[tuple[tuple[int, int], list[str]]]:
    """Two learners who are alike in more than one exercise, by their places, and in which: the most first."""
    where: dict[tuple[int, int], list[str]] = defaultdict(list)
    for exercise, its in found.items():
        for group in its.groups:
            for pair in itertools.combinations(group.learners, 2):
                where[pair].append(exercise)
    several = [(pair, exercises) for pair, exercises in where.items() if len(exercises) > 1]
    return sorted(several, key=lambda each: (-len(each[1]), each[0]))


def _likeness(marks: Sequence[Mark], solution: str, forms: _Forms) -> Likeness:
    having: dict[str, list[int]] = defaultdict(list)
    for place, mark in enumerate(marks):
        if mark.source.strip() and mark.outcome != Outcome.NOT_ATTEMPTED:
            having[forms.form(mark.source)].append(place)
    as_solution = tuple(having.pop(solution, ()))
    distinct = list(having)
    pieces = [_pieces(form) for form in distinct]
    learners_with = Counter(
        itertools.chain.from_iterable(
            itertools.chain.from_iterable(itertools.repeat(own, len(having[form])))
            for form, own in zip(distinct, pieces, strict=True)
        )
    )
    few = min(max(len(marks) // 6, 3), 12)
    usual = _pieces(solution)
    rare = [{piece for piece in own if learners_with[piece] <= few} - usual for own in pieces]
    mistakes = [{marks[place].headline for place in having[form]} for form in distinct]

    joined: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for one, other, percent in _pairs(distinct):
        same_mistake = (mistakes[one] & mistakes[other]) - {""}
        needed = RARE_PIECES_WHEN_WRONG if same_mistake else RARE_PIECES
        if one == other and len(having[distinct[one]]) < 2:
            continue
        if len(rare[one] & rare[other]) >= needed:
            joined[one].append((other, percent))
            joined[other].append((one, percent))
    groups = [_group(members, percent, distinct, having, marks) for members, percent in _connected(joined)]
    groups.sort(key=lambda group: (-group.word_for_word, -group.percent, group.learners))
    return Likeness(tuple(groups), as_solution)


def _pairs(forms: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Two that are alike, by their places, each with itself too, and how much, in percent."""
    if not forms:
        return
    percent = process.cdist(forms, forms, scorer=fuzz.ratio, score_cutoff=ALIKE, dtype=numpy.uint8)
    for one, other in zip(*numpy.nonzero(numpy.triu(percent)), strict=True):
        yield int(one), int(other), int(percent[one, other])


def _connected(joined: dict[int, list[tuple[int, int]]]) -> Iterator[tuple[list[int], int]]:
    """What hangs together, each with the least of its percents."""
    left = set(joined)
    while left:
        members, waiting, least = [], [min(left)], 100
        left.discard(waiting[0])
        while waiting:
            one = waiting.pop()
            members.append(one)
            for other, percent in joined[one]:
                least = min(least, percent)
                if other in left:
                    left.discard(other)
                    waiting.append(other)
        yield members, least


def _group(
    members: list[int], percent: int, distinct: list[str], having: dict[str, list[int]], marks: Sequence[Mark]
) -> Group:
    places = tuple(sorted(place for member in members for place in having[distinct[member]]))
    return Group(places, percent, len({"".join(marks[place].source.split()) for place in places}) == 1)


def _pieces(form: str) -> frozenset[str]:
    return frozenset(form[start : start + _PIECE] for start in range(max(1, len(form) - _PIECE + 1)))


class _Forms:
    """The forms of answers; each text is taken apart once, and each kind of node or name is one character."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}
        self._characters: dict[str, str] = {}

    def form(self, source: str) -> str:
        """The form of an answer. What is no Python is taken word by word."""
        if source not in self._known:
            self._known[source] = "".join(map(self._character, _words(source[:_MOST_CHARACTERS])))
        return self._known[source]

    def _character(self, word: str) -> str:
        found = self._characters.get(word)
        if found is None:
            found = self._characters[word] = chr(0xF0000 + len(self._characters) % 0xFFF0)
        return found


def _words(source: str) -> list[str]:
    for read in (str, clean):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return _words_of(ast.parse(read(source)))
        except (SyntaxError, ValueError, MemoryError, RecursionError):
            continue
    return re.findall(r"\w+|[^\w\s]", re.sub(r"#.*", "", source))


_OWN = "a name of its own"
_NOT_COMPARED = {"annotation", "returns", "type_comment", "ctx", "kind"}
_FIELDS = {
    kind: tuple(field for field in kind._fields if field not in _NOT_COMPARED)
    for kind in vars(ast).values()
    if isinstance(kind, type) and issubclass(kind, ast.AST)
}

_CHOOSING: dict[type[ast.AST], str] = {
    ast.Name: "id",
    ast.Attribute: "attr",
    ast.arg: "arg",
    ast.FunctionDef: "name",
    ast.AsyncFunctionDef: "name",
    ast.ClassDef: "name",
    ast.ExceptHandler: "name",
    ast.alias: "asname",
}
"""The nodes that bring a name into being, and where it stands in them."""


def _words_of(tree: ast.Module) -> list[str]:
    """The tree as a row of words: its nodes, and the names that the answer does not choose itself."""
    words: list[str] = []
    chosen: set[str] = set()
    _add_words(tree, words, chosen)
    return [_OWN if word in chosen else word for word in words]


def _add_words(node: ast.AST, words: list[str], chosen: set[str]) -> None:
    kind = type(node)
    if kind is ast.Constant:
        words.append(type(node.value).__name__)  # type: ignore[attr-defined]
        return
    if kind is ast.Expr and isinstance(node.value, ast.Constant):  # type: ignore[attr-defined]
        return  # a docstring, or dots
    if kind in _CHOOSING and (kind not in (ast.Name, ast.Attribute) or isinstance(node.ctx, ast.Store)):  # type: ignore[attr-defined]
        name = getattr(node, _CHOOSING[kind])
        if name and not name.startswith("__"):
            chosen.add(name)
    if kind is not ast.Name and kind is not ast.Module:
        words.append(kind.__name__)
    for field in _FIELDS[kind]:
        value = getattr(node, field, None)
        if isinstance(value, str):
            words.append(value)
        elif isinstance(value, ast.AST):
            _add_words(value, words, chosen)
        elif isinstance(value, list):
            if field == "body" and (kind is ast.Module or kind is ast.ClassDef):
                _add_sorted(value, words, chosen)
                continue
            for each in value:
                if isinstance(each, ast.AST):
                    _add_words(each, words, chosen)


def _add_sorted(body: list[ast.AST], words: list[str], chosen: set[str]) -> None:
    """What can stand in any order, as definitions in a class, comes in the order of its kinds and its length."""
    rows: list[list[str]] = []
    for each in body:
        rows.append([])
        _add_words(each, rows[-1], chosen)

    def order(row: list[str]) -> tuple[list[str], int, list[str]]:
        return row[:1], len(row), [_OWN if word in chosen else word for word in row]

    rows.sort(key=order)
    words.extend(itertools.chain.from_iterable(rows))
