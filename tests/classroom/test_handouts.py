"""A handout has what the notebooks and the manifest have; answers and solutions only where they belong."""

import functools
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from leakproof.classroom.handouts import MOST_PICTURES, handout_page, pictures
from leakproof.classroom.lessons import Question, read_lesson
from leakproof.cli.main import MODULES, build_parser
from leakproof.course import Lesson, course
from leakproof.course.predictions import Prediction
from leakproof.course.solutions import solution_of

LESSONS = pytest.mark.parametrize("lesson", course().lessons, ids=lambda lesson: lesson.name)


def command(words: list[str]) -> int:
    """The exit code of the command, in this process and its environment."""
    parsed = build_parser().parse_args(words)
    return int(MODULES[parsed.command].run(parsed))


def plain(text: str) -> str:
    return " ".join(text.replace("`", "").split())


def words(page: BeautifulSoup | Tag) -> str:
    return " ".join(page.get_text().split())


@functools.cache
def handout(lesson: Lesson, answers: bool = False) -> BeautifulSoup:
    return BeautifulSoup(handout_page(lesson, answers), "html.parser")


@functools.cache
def questions(lesson: Lesson) -> list[Prediction]:
    return [part.asked for section in read_lesson(lesson) for part in section.parts if isinstance(part, Question)]


@LESSONS
def test_it_has_the_objectives_the_questions_the_recap_and_the_contracts(lesson: Lesson) -> None:
    page = handout(lesson)
    text = words(page)
    assert all(plain(objective) in text for objective in lesson.objectives)
    assert all(plain(asked.question) in text for asked in questions(lesson))
    assert all(plain(choice.text) in text for asked in questions(lesson) for choice in asked.choices)
    assert len(page.find_all(class_="question")) == len(questions(lesson))
    assert "Recap" in text
    titles = [heading.get_text() for heading in page.select(".contract h3")]
    assert titles == [f"{exercise.id} {exercise.title}" for exercise in lesson.exercises]
    assert len(page.find_all(class_="room")) == len(lesson.exercises)


@LESSONS
def test_the_learners_has_answers_on_its_end_only_and_no_solution(lesson: Lesson) -> None:
    page = handout(lesson)
    assert page.find_all(class_="right") == []
    upside = page.find(class_="upside")
    assert (upside is not None) == bool(questions(lesson))
    if isinstance(upside, Tag):
        assert [item.get_text()[0] for item in upside.find_all("li")] == [one.right.letter for one in questions(lesson)]
        assert upside.find_next("section") is None
    for exercise in lesson.exercises:
        assert words(BeautifulSoup(solution_of(exercise), "html.parser"))[-60:] not in words(page)


@LESSONS
def test_the_teachers_has_them_all(lesson: Lesson) -> None:
    page = handout(lesson, answers=True)
    marked = [item.get_text().split(".")[0].split()[-1] for item in page.find_all(class_="right")]
    assert marked == [asked.right.letter for asked in questions(lesson)]
    codes = [words(code) for code in page.select(".contract pre.code")]
    assert [code.replace(" ", "") for code in codes] == [
        "".join(solution_of(exercise).split()) for exercise in lesson.exercises
    ]


@LESSONS
def test_it_needs_nothing_but_itself(lesson: Lesson) -> None:
    page = handout(lesson)
    assert page.find_all(["script", "link", "iframe"]) == []
    assert all(image["src"].startswith("data:") for image in page.find_all("img"))
    assert all(link["href"].startswith("https://") for link in page.find_all("a"))


def test_the_pictures_are_the_last_ones_of_the_longest_sections() -> None:
    chosen = pictures(read_lesson(course().lesson(1)))
    assert len(chosen) == MOST_PICTURES
    assert all("leakproof-lifelines" in picture.output and "LEAKED" not in picture.output for picture in chosen)


def test_the_command_keeps_the_teachers_beside_the_learners(tmp_path: Path) -> None:
    assert command(["handouts", "1", "--out", str(tmp_path)]) == 0
    assert command(["handouts", "1", "--out", str(tmp_path), "--answers"]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["01_manual_close-answers.html", "01_manual_close.html"]
