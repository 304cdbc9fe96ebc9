"""What a learner has achieved, as a certificate tells it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from leakproof.course import Course, Exercise, Lesson
from leakproof.progress import Standing
from leakproof.showing.words import clean

MOST_OF_A_NAME = 200
"""Characters."""
_MONTHS = "January February March April May June July August September October November December".split()

Solved = tuple[Lesson, list[tuple[Exercise, int]]]
"""The solved exercises of a lesson, with their points."""


class NoCertificate(Exception):
    """There is no certificate; the message is a sentence for the learner that says why, and where to go on."""


class Achieved(NamedTuple):
    """What the certificate tells."""

    name: str
    solved: list[Solved]
    missing: list[Exercise]
    """Challenges that are not solved, or not with all points."""
    exercises: int
    points: int
    of: int
    on: str
    """The day of the last solved exercise."""

    @property
    def distinction(self) -> bool:
        """Whether all points of all exercises were reached."""
        return not self.missing

    def sentence(self) -> str:
        """Who has completed what, and when."""
        how = " with distinction" if self.distinction else ""
        return f"{self.name} has completed the course Leakproof{how} on {self.on}: {self.sum()}."

    def sum(self) -> str:
        """As "29 exercises solved, 170 of 170 points"."""
        return f"{self.exercises} exercises solved, {self.points} of {self.of} points"

    def details(self) -> str:
        """Every lesson and every exercise that was solved, in one sentence."""
        lessons = "; ".join(
            f"lesson {lesson.number}, {lesson.title}: "
            + ", ".join(f"{each.id} {each.title} ({points} of {each.points} points)" for each, points in exercises)
            for lesson, exercises in self.solved
        )
        return f"Solved are {lessons}."


def achieved(course: Course, standing: Standing, name: str) -> Achieved:
    """What the learner of this name has achieved. Raises `NoCertificate` as long as an exercise that is no challenge is
    not solved, or when `name` is none."""
    name = _fit_name(name)
    its = {exercise.id: standing.exercise(exercise.id) for exercise in course.exercises}
    points = {exercise.id: min(its[exercise.id].best, exercise.points) for exercise in course.exercises}
    needed = [exercise for exercise in course.exercises if not exercise.challenge and not its[exercise.id].solved]
    if needed:
        first = needed[0]
        where = f"exercises/{course.lesson(first.lesson).file_name}"
        still = "one exercise" if len(needed) == 1 else f"{len(needed)} exercises"
        sentence = f"Your certificate still needs {still} ({names(needed)}): go on with {first.id} in {where}."
        raise NoCertificate(" ".join([sentence, *standing.notes]))
    days = [each.solved_at.astimezone().date() for each in its.values() if each.solved_at]
    solved = [
        (lesson, [(each, points[each.id]) for each in lesson.exercises if its[each.id].solved])
        for lesson in course.lessons
    ]
    return Achieved(
        name,
        [(lesson, exercises) for lesson, exercises in solved if exercises],
        [each for each in course.exercises if not its[each.id].solved or points[each.id] < each.points],
        len(days),
        sum(points.values()),
        sum(exercise.points for exercise in course.exercises),
        _day(max(days)),
    )


def _fit_name(name: object) -> str:
    fit = " ".join(clean(name, MOST_OF_A_NAME + 1).split()) if isinstance(name, str) else ""
    if not any(character.isalnum() for character in fit):
        raise NoCertificate('A certificate needs a name, as in "Ada Lovelace".')
    if len(fit) > MOST_OF_A_NAME:
        raise NoCertificate(f"This name is too long for a certificate: {MOST_OF_A_NAME} characters are the most.")
    return fit


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def names(exercises: Sequence[Exercise]) -> str:
    """The exercises in a sentence, at most three of them by name."""
    named = [f"{exercise.id} {exercise.name}" for exercise in exercises[:3]]
    return ", ".join(named) + (f", and {len(exercises) - 3} more" if len(exercises) > 3 else "")
