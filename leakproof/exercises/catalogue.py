"""Finds the exercise of an id, and keeps one judge for all answers of this process."""

from __future__ import annotations

import atexit
import importlib
import os
import threading
from types import ModuleType

from leakproof.course import course
from leakproof.judging.judge import Judge
from leakproof.judging.scenarios import Exercise
from leakproof.judging.verdict import Verdict

_KEYWORDS = {"async": "asynchronous"}
_LESSONS = course().with_exercises
MODULES = [f"leakproof.exercises.{_KEYWORDS.get(lesson.name, lesson.name)}" for lesson in _LESSONS]
"""One module for each lesson that has exercises, of the lesson's name (where Python allows that)."""

_judge: Judge | None = None
_judge_pid = 0
_others: list[Judge] = []
"""Those of the process that this one is a copy of, if it was made by `os.fork`."""
_lock = threading.Lock()


def module_of(id: str) -> ModuleType:
    """The module in which the exercise of this id stands."""
    lesson = course().exercise(id).lesson
    return importlib.import_module(MODULES[[each.number for each in _LESSONS].index(lesson)])


def exercise(id: str) -> Exercise:
    """How the exercise of this id is judged."""
    found: Exercise = next(each for each in module_of(id).EXERCISES if each.id == id)
    return found


def judge_answer(id_or_name: str, source: str) -> Verdict:
    """The verdict on an answer's source. Raises `NoSuchExercise`, or `SandboxBroken` when no answer can be run here."""
    entry = course().exercise(id_or_name)
    with _lock:
        try:
            return warm_up().judge(entry, exercise(entry.id), source)
        except BaseException:  # interrupted, perhaps in the middle of a word to the sandbox
            close()
            raise


def warm_up() -> Judge:
    """Start the sandbox now, so that the first check need not wait for it. Gives this process's judge."""
    global _judge, _judge_pid
    if _judge is not None and _judge_pid != os.getpid():
        _judge.leave()
        _others.append(_judge)
        _judge = None
    if _judge is None:
        _judge, _judge_pid = Judge(MODULES), os.getpid()
    return _judge


@atexit.register
def close() -> None:
    """End this process's judge; the next answer starts another."""
    global _judge
    if _judge is not None and _judge_pid == os.getpid():
        _judge.close()
        _judge = None
