"""Makes a handout of each lesson: one self-contained page to print on A4, from its notebooks and the manifest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from leakproof.classroom.cells import code_html, outputs_html, styles
from leakproof.classroom.lessons import RECAP, Code, NoLessonToShow, Prose, Question, Section, read_lesson
from leakproof.classroom.pages import page
from leakproof.course import Exercise, Lesson
from leakproof.course.solutions import ROOT, solution_of
from leakproof.showing.predictions import marked_up
from leakproof.showing.style import STYLE

MOST_PICTURES = 2
_TO_KEEP = re.compile(rf"{RECAP}|.*\b(beliefs|glossary|words)\b", re.IGNORECASE)
"""The titles of the sections that a handout has whole."""


class Picture(NamedTuple):
    """A cell to remember, with what it showed."""

    title: str
    code: str
    output: str


class Contract(NamedTuple):
    """An exercise, as its notebook states it."""

    exercise: Exercise
    text: str
    solution: str
    """As HTML; empty on the learner's handout."""


def handout_page(lesson: Lesson, answers: bool = False, root: Path = ROOT) -> str:
    """The handout of a lesson as one page of HTML that needs no network and no other file.

    With ``answers`` it is the teacher's: the right choices are marked, and the solutions follow the exercises. Raises
    `NoLessonToShow` when a notebook of the lesson cannot be read.
    """
    sections = read_lesson(lesson, root=root)
    bare, sheets = styles([STYLE, *(picture.output for picture in pictures(sections))])
    return page(
        "handout.html.jinja",
        lesson=lesson,
        answers=answers,
        styles=sheets,
        questions=[part.asked for section in sections for part in section.parts if isinstance(part, Question)],
        pictures=[
            picture._replace(output=output) for picture, output in zip(pictures(sections), bare[1:], strict=True)
        ],
        kept=[section for section in sections if _TO_KEEP.match(section.words)],
        prose=_prose,
        contracts=list(_contracts(lesson, answers, root)),
        marked_up=marked_up,
    )


def pictures(sections: list[Section]) -> list[Picture]:
    """The cells to remember: the last picture of each of the longest sections, or what their last cell printed."""
    found: list[tuple[bool, int, int, Picture]] = []
    for number, section in enumerate(sections):
        cells = [part for part in section.parts if isinstance(part, Code) and part.outputs and not part.prepares]
        drawn = [cell for cell in cells if _draws(cell)]
        cells = drawn or [cell for cell in cells if not any("data" in output for output in cell.outputs)]
        if cells:
            cell = cells[-1]
            output = outputs_html(cell.outputs, whole_traceback=False)
            picture = Picture(section.title, code_html(cell.source, numbered=True), output)
            found.append((bool(drawn), section.minutes or 0, -number, picture))
    best = sorted(found, key=lambda each: each[:3], reverse=True)[:MOST_PICTURES]
    return [picture for *_, picture in sorted(best, key=lambda each: -each[2])]


def _draws(cell: Code) -> bool:
    """Whether it drew lifelines or a figure and not the board of the progress."""
    shown = [output["data"] for output in cell.outputs if "data" in output]
    return any("image/png" in data or "leakproof-lifelines" in "".join(data.get("text/html", "")) for data in shown)


def _prose(section: Section) -> str:
    return "".join(block for part in section.parts if isinstance(part, Prose) for block in part.blocks)


def _contracts(lesson: Lesson, answers: bool, root: Path) -> Iterator[Contract]:
    """The exercises of the lesson, each with the text that stands above its cell."""
    if not lesson.exercises:
        return
    stated = {section.words.split()[0]: section for section in read_lesson(lesson, "exercises", root)}
    for exercise in lesson.exercises:
        if exercise.id not in stated:
            raise NoLessonToShow(f"exercises/{lesson.file_name} has no section {exercise.id}.")
        text = ""
        for part in stated[exercise.id].parts:
            if not isinstance(part, Prose):
                break
            text += "".join(part.blocks)
        solution = code_html(solution_of(exercise, root)) if answers else ""
        yield Contract(exercise, text, solution)
