"""Reads `course.toml`, the one place where lessons, exercises, points, minutes and hints are written."""

from __future__ import annotations

import difflib
import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class NoSuchExercise(LookupError):
    """There is no exercise, or no lesson, of this id or name."""


@dataclass(frozen=True)
class Exercise:
    """One exercise as the manifest describes it; how it is judged stands in `leakproof.exercises`."""

    id: str
    name: str
    """The function or class that the learner writes."""
    title: str
    minutes: int
    difficulty: int
    """From 1 (for everyone) to 3."""
    points: int
    hints: tuple[str, ...]
    lesson: int
    challenge: bool = False
    """A challenge is not needed to go on."""
    shows_faults: bool = False
    """Whether a report shows the table of its fault runs at once; else it is folded."""


@dataclass(frozen=True)
class Lesson:
    """One lesson: three notebooks of the same file name, and its exercises.

    A lesson without exercises has only the one in ``notebooks/``.
    """

    number: int
    name: str
    title: str
    minutes: int
    objectives: tuple[str, ...]
    exercises: tuple[Exercise, ...]

    @property
    def file_name(self) -> str:
        """As ``01_manual_close.ipynb``; the same in every folder in which the lesson has a notebook."""
        return f"{self.number:02}_{self.name}.ipynb"


@dataclass(frozen=True)
class Course:
    """All lessons, in order."""

    lessons: tuple[Lesson, ...]

    @property
    def with_exercises(self) -> tuple[Lesson, ...]:
        """The lessons that have exercises, and so all three notebooks; the closing chapter has none."""
        return tuple(lesson for lesson in self.lessons if lesson.exercises)

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """All exercises, in order."""
        return tuple(exercise for lesson in self.lessons for exercise in lesson.exercises)

    def exercise(self, id_or_name: str) -> Exercise:
        """The exercise of this id (``1.1``) or of this name (``read_and_close``).

        Raises `NoSuchExercise`, with a message for the learner, when there is none.
        """
        for exercise in self.exercises:
            if id_or_name in (exercise.id, exercise.name):
                return exercise
        like = difflib.get_close_matches(id_or_name, [exercise.name for exercise in self.exercises], n=1)
        if like:
            instead = f"Did you mean {like[0]}?"
        else:
            first, last = (f"{exercise.id} {exercise.name}" for exercise in (self.exercises[0], self.exercises[-1]))
            instead = f"There are {len(self.exercises)}, from {first} to {last}; your progress lists them all."
        raise NoSuchExercise(f"There is no exercise {id_or_name!r}. {instead}")

    def lesson(self, number: str | int) -> Lesson:
        """The lesson of this number, as ``3``, ``"3"`` or ``"03"``.

        Raises `NoSuchExercise`, with a message for the learner, when there is none.
        """
        text = str(number)
        for lesson in self.lessons:
            if text.isdecimal() and int(text) == lesson.number:
                return lesson
        known = ", ".join(f"{lesson.number:02}" for lesson in self.lessons)
        raise NoSuchExercise(f"There is no lesson {text!r}. There are: {known}.")


@functools.cache
def course() -> Course:
    """The course of this installation."""
    data = tomllib.loads(Path(__file__).with_name("course.toml").read_text(encoding="utf-8"))
    return Course(tuple(_lesson(lesson) for lesson in data["lesson"]))


def _lesson(data: dict[str, Any]) -> Lesson:
    exercises = tuple(
        Exercise(**{**exercise, "hints": tuple(exercise["hints"])}, lesson=data["number"])
        for exercise in data.get("exercise", ())
    )
    return Lesson(
        data["number"], data["name"], data["title"], data["minutes"], tuple(data["objectives"]), exercises
    )
