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
from leakproof.judging.source import without_words
from leakproof.notebook.refusals import Refused

_TIMED_CELL = "<timed exec>"
"""The name under which IPython compiles what stands under ``%%time``: it keeps no source of it."""


def exercise_of(answer: Any) -> Exercise:
    """The exercise that `answer` belongs to: a function or a class of its name, or its number or name as a string.

    Raises `Refused` when it belongs to none.
    """
    names = _names_of(answer)
    if not names:
        raise Refused(
            f"This takes the function or class that you wrote, as in check(read_and_close). It got {_short(answer)}. "
            f"Did you call your function? Leave its parentheses away."
        )
    known = {exercise.name for exercise in course().exercises}
    try:
        return course().exercise(next((name for name in names if name in known), names[0]))
    except NoSuchExercise as error:
        raise Refused(str(error)) from None


def answer_source(answer: Any) -> str:
    """The source of the cell that defined `answer`, without the learner's words.

    Raises `Refused` when there is none.
    """
    exercise = exercise_of(answer)
    if isinstance(answer, str):
        if exercise.name not in _user_names():
            raise Refused(f"There is no {exercise.name} yet. Run the cell in which you define it, then check again.")
        answer = _user_names()[exercise.name]
    if not callable(answer):
        raise Refused(
            f"{exercise.name} is no function or class now, it is {_short(answer)}. Run the cell in which you define it "
            f"again, then check again."
        )
    code = _code(answer)
    if code is None:
        source = _cell_of_class(exercise.name) if inspect.isclass(answer) else ""
    elif code.co_filename == _TIMED_CELL:
        source = _newest_cell_with(exercise.name)
    elif is_cell(code.co_filename):
        source = "".join(linecache.getlines(code.co_filename))
    elif Path(code.co_filename).is_file():
        raise Refused(
            f"{exercise.name} was defined in a file, not in a cell. Paste it into a cell, or check the file: "
            f'python3 -m leakproof check {exercise.id} "{code.co_filename}"'
        )
    else:
        source = ""
    if not source:
        raise Refused(
            f"The source of {exercise.name} cannot be found. Define it in a cell of its own, with def or class, run "
            f"that cell, then check again."
        )
    return without_words(source)


def is_cell(file_name: str) -> bool:
    """Whether this is the name under which a cell was compiled."""
    compiler = getattr(get_ipython(), "compile", None)
    return file_name in getattr(compiler, "_filename_map", ()) or file_name.startswith("<ipython-input")


def _user_names() -> dict[str, Any]:
    shell = get_ipython()
    return shell.user_ns if shell is not None else {}


def _names_of(answer: Any) -> list[str]:
    """The names that `answer` may be known by, its own first; none for what cannot be an answer."""
    if isinstance(answer, str):
        return [answer] if answer and not answer.isspace() and len(answer.split()) == 1 and len(answer) < 40 else []
    own = getattr(answer, "__name__", None)
    if not callable(answer) or not (isinstance(own, str) or hasattr(answer, "func")):
        return []
    bound = [name for name, value in _user_names().items() if value is answer and not name.startswith("_")]
    return [own, *bound] if isinstance(own, str) else bound


def _cell_of_class(name: str) -> str:
    """The newest cell that defines a class which has no method that would tell."""
    for file_name in reversed(list(linecache.cache)):
        source = "".join(linecache.getlines(file_name)) if is_cell(file_name) else ""
        if name in source and _defines(source, name):
            return source
    return _newest_cell_with(name)


def _newest_cell_with(name: str) -> str:
    """The newest cell that defines `name`; empty when there is none. What stands under a ``%%`` keeps its lines."""
    shell: Any = get_ipython()
    for raw in reversed(getattr(getattr(shell, "history_manager", None), "input_hist_raw", [])):
        magic, _, rest = raw.partition("\n") if raw.startswith("%%") else ("", "", raw)
        source = ("\n" if magic else "") + shell.transform_cell(rest)
        if _defines(source, name):
            return str(source)
    return ""


def _defines(source: str, name: str) -> bool:
    try:
        return any(getattr(node, "name", None) == name for node in ast.parse(source).body)
    except SyntaxError:
        return False


def _code(answer: Any) -> CodeType | None:
    """The code of a function, or of any method that a class has of its own."""
    if inspect.isclass(answer):
        codes = [_code(member.fget if isinstance(member, property) else member) for member in vars(answer).values()]
        own = f"{answer.__qualname__}."
        return next((code for code in codes if code is not None and code.co_qualname.startswith(own)), None)
    answer = getattr(answer, "func", answer)
    found = getattr(inspect.unwrap(getattr(answer, "__func__", answer)), "__code__", None)
    return found if isinstance(found, CodeType) else None


def _short(value: Any) -> str:
    try:
        shown = repr(value)
    except Exception:
        shown = f"a {type(value).__name__}"
    return shown if len(shown) <= 60 else shown[:59] + "…"
