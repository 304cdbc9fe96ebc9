"""Finds the answer that a learner means: the source of the cell that defined it."""

from __future__ import annotations

import ast
import inspect
import linecache
from pathlib import Path
from types import CodeType
from typing import Any

from IPython.core.getipython import get_ipython

from leakproof.course import Exercise, NoSuchExercise, course
from leakproof.notebook.refusals import Refused

WORDS = ("check", "hint", "solution", "watch", "predict", "progress")
"""The learner's words: they are no part of an answer."""


def exercise_of(answer: Any) -> Exercise:
    """The exercise that `answer` belongs to: a function or a class of its name, or its number or name as a string.

    Raises `Refused` when it belongs to none.
    """
    name = answer if isinstance(answer, str) else getattr(answer, "__name__", None)
    if name is None:
        raise Refused(
            f"This takes the function or class that you wrote, as in check(read_and_close). "
            f"It got {_short(answer)}. Did you call your function? Leave its parentheses away."
        )
    try:
        return course().exercise(name)
    except NoSuchExercise as error:
        raise Refused(str(error)) from None


def answer_source(answer: Any) -> str:
    """The source of the cell that defined `answer`, without the learner's words. Raises `Refused` when there is none."""
    exercise = exercise_of(answer)
    if isinstance(answer, str):
        shell = get_ipython()
        names = shell.user_ns if shell is not None else {}
        if exercise.name not in names:
            raise Refused(f"There is no {exercise.name} yet. Run the cell in which you define it, then check again.")
        answer = names[exercise.name]
    code = _code(answer)
    source = "".join(linecache.getlines(code.co_filename)) if code is not None else ""
    if not source:
        raise Refused(
            f"The source of {exercise.name} cannot be found. Define it in a cell of its own, with def or class, run "
            f"that cell, then check again."
        )
    if code is not None and Path(code.co_filename).is_file() and not _is_cell(code.co_filename):
        raise Refused(
            f"{exercise.name} was defined in the file {Path(code.co_filename).name}, not in a cell. Check it with "
            f"python3 -m leakproof check {exercise.id} {Path(code.co_filename).name}, or paste it into a cell."
        )
    return without_words(source)


def without_words(source: str) -> str:
    """The source with calls such as ``check(...)``, their imports and the notebook's own commands blanked out, line by
    line, so that the numbers of all other lines stay."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return source
    lines = source.split("\n")
    for node in tree.body:
        if _is_ours(node):
            for number in range(node.lineno - 1, node.end_lineno or node.lineno):
                lines[number] = ""
    return "\n".join(lines)


def _is_ours(node: ast.stmt) -> bool:
    if isinstance(node, ast.ImportFrom):
        return (node.module or "").partition(".")[0] == "leakproof"
    if isinstance(node, ast.Import):
        return all(alias.name.partition(".")[0] == "leakproof" for alias in node.names)
    if not isinstance(node, ast.Expr) or not isinstance(node.value, ast.Call):
        return False
    called = node.value.func
    if isinstance(called, ast.Name):
        return called.id in WORDS
    if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Call):
        inner = called.value.func
        return isinstance(inner, ast.Name) and inner.id == "get_ipython"
    return False


def _is_cell(file_name: str) -> bool:
    shell = get_ipython()
    compiler = getattr(shell, "compile", None)
    return file_name in getattr(compiler, "_filename_map", ()) or file_name.startswith("<ipython-input")


def _code(answer: Any) -> CodeType | None:
    if inspect.isclass(answer):
        for member in vars(answer).values():
            code = _code(member) if inspect.isroutine(member) or isinstance(member, property) else None
            if code is not None:
                return code
        return None
    if isinstance(answer, property):
        answer = answer.fget
    answer = inspect.unwrap(getattr(answer, "__func__", answer))
    found = getattr(answer, "__code__", None)
    return found if isinstance(found, CodeType) else None


def _short(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:59] + "…"
