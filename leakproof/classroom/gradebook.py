"""Writes the gradebook: for spreadsheets, and for the grade import of Canvas and of Moodle."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from leakproof.classroom.marks import Class, Learner
from leakproof.classroom.submissions import Submission
from leakproof.course import Lesson, course
from leakproof.judging.verdict import Outcome
from leakproof.whole_file import write_whole

Row = Sequence[str | int]


def write_gradebook(graded: Class, path: Path) -> None:
    """A row for each learner: name, the points of each exercise in the course's order, ``total``, ``of``.

    UTF-8 without a byte order mark, lines end with CR LF (RFC 4180). A cell that a spreadsheet would take for a
    formula gets an apostrophe in front. Written whole or not at all; raises `OSError`.
    """
    ids = [exercise.id for exercise in course().exercises]
    rows: list[Row] = [["learner", *ids, "total", "of"]]
    for learner in graded.learners:
        rows.append([learner.name, *(learner.marks[id].points for id in ids), learner.total, graded.of])
    write_whole(path, _csv(rows))


def write_canvas(graded: Class, handed_in: Sequence[Submission], path: Path) -> None:
    """For the import in Canvas's Gradebook: a column for each lesson that anybody answered.

    Canvas finds a student by ``ID``, which its downloads have in the files' names; where it is not known, the
    learner's name stands as ``SIS Login ID``.
    """
    lessons = _answered(graded)
    rows: list[Row] = [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *map(_title, lessons)],
        ["    Points Possible", "", "", "", "", *map(_points, lessons)],
    ]
    for learner, submission in _both(graded, handed_in):
        login = "" if submission.canvas else learner.name
        rows.append([learner.name, submission.canvas, "", login, "", *(_of_lesson(learner, each) for each in lessons)])
    write_whole(path, _csv(rows))


def write_moodle(graded: Class, handed_in: Sequence[Submission], path: Path) -> None:
    """For Moodle: the offline grading worksheet of an assignment reads ``Identifier`` and ``Grade``, the grade import
    of a course any of the columns.

    ``Grade`` is for all lessons that anybody answered. The participant's number is known from the names in Moodle's
    downloads; where it is not, the learner's name stands as ``Username``, or as ``Email address`` when it is one.
    """
    lessons = _answered(graded)
    rows: list[Row] = [
        ["Identifier", "Full name", "Username", "Email address", "Grade", "Maximum Grade", *map(_title, lessons)]
    ]
    for learner, submission in _both(graded, handed_in):
        identifier = f"Participant {submission.moodle}" if submission.moodle else ""
        email = learner.name if "@" in learner.name else ""
        username = "" if identifier or email else learner.name
        points = [_of_lesson(learner, lesson) for lesson in lessons]
        rows.append(
            [identifier, learner.name, username, email, sum(points), sum(map(_points, lessons)), *points]
        )  # fmt: skip
    write_whole(path, _csv(rows))


def _both(graded: Class, handed_in: Sequence[Submission]) -> Iterable[tuple[Learner, Submission]]:
    by_name = {submission.learner: submission for submission in handed_in}
    return [(learner, by_name[learner.name]) for learner in graded.learners]


def _answered(graded: Class) -> list[Lesson]:
    """The lessons to which anybody gave an answer; all, when nobody did."""
    answered = {
        mark.exercise
        for learner in graded.learners
        for mark in learner.marks.values()
        if mark.outcome != Outcome.NOT_ATTEMPTED
    }
    lessons = list(course().with_exercises)
    return [lesson for lesson in lessons if any(each.id in answered for each in lesson.exercises)] or lessons


def _title(lesson: Lesson) -> str:
    return f"Leakproof {lesson.number}: {lesson.title}"


def _points(lesson: Lesson) -> int:
    return sum(exercise.points for exercise in lesson.exercises)


def _of_lesson(learner: Learner, lesson: Lesson) -> int:
    return sum(learner.marks[exercise.id].points for exercise in lesson.exercises)


def _csv(rows: Iterable[Row]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([_harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return text.getvalue()


def _harmless(cell: str) -> str:
    """Not a formula to Excel, LibreOffice or Google Sheets (CWE-1236), whatever stands in front of the sign."""
    return f"'{cell}" if cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠")) else cell
