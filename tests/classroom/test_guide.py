"""The teacher's guide keeps to the course: its lessons, exercises, sections, minutes and commands are the real ones."""

import functools
import re
import shlex
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from leakproof.classroom.lessons import read_lesson
from leakproof.cli.main import build_parser
from leakproof.course import course
from leakproof.course.solutions import ROOT

GUIDE = ROOT / "docs" / "teaching.md"
TEXT = GUIDE.read_text(encoding="utf-8")
PLANS = re.findall(r"^### (.+?): .*\n\n((?:\|.*\n)+)", TEXT, flags=re.MULTILINE)
LONG = {"15 minutes": 15, "90 minutes": 90, "Half a day": 210, "Two days": 450}
"""From the beginning to the end, with breaks."""


def rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.strip("| ").split("|")] for line in table.splitlines()[2:]]


@functools.cache
def titles_of(number: int) -> list[str]:
    return [section.words for section in read_lesson(course().lesson(number))]


def lessons() -> list[list[str]]:
    lines = [line for line in TEXT.splitlines() if re.match(r"\| \[\d", line)]
    return [[cell.strip() for cell in line.removeprefix("|").removesuffix("|").split("|")] for line in lines]


def test_every_plan_that_was_asked_for_is_there() -> None:
    assert [name for name, _ in PLANS] == ["15 minutes", "90 minutes", "Half a day", "Two days", "Two days"]


@pytest.mark.parametrize(("name", "table"), PLANS)
def test_minutes_of_a_plan_add_up(name: str, table: str) -> None:
    hours, minutes = map(int, rows(table)[0][0].split(":"))
    clock = start = 60 * hours + minutes
    for begin, lasts, _ in rows(table):
        assert begin.lstrip("0") == f"{clock // 60}:{clock % 60:02}".lstrip("0"), (name, begin)
        clock += int(lasts)
    assert clock - start == LONG[name]


@pytest.mark.parametrize(("name", "table"), PLANS)
def test_exercises_of_a_plan_have_the_time_that_they_need(name: str, table: str) -> None:
    for begin, lasts, what in rows(table):
        named = re.findall(r"(\d\.\d) \((\d+) minutes\)", what)
        for exercise, minutes in named:
            assert course().exercise(exercise).minutes == int(minutes), (name, begin)
        assert sum(int(minutes) for _, minutes in named) <= int(lasts), (name, begin)


def test_sections_named_for_a_lesson_are_sections_of_it() -> None:
    places = [row[2] for _, table in PLANS for row in rows(table)]
    places += [f"Lesson {link.removeprefix('[')}: {demo}" for link, _, demo, *_ in lessons()]
    tried = 0
    for what in places:
        if lesson := re.match(r"Lesson (\d+)", what):
            titles = titles_of(int(lesson[1]))
            for title in re.findall(r"\*([^*]+)\*", what):
                tried += 1
                assert title in titles or title == "deeper", (what, titles)
    assert tried > 30


def test_the_table_of_lessons_says_what_the_manifest_says() -> None:
    told = {}
    for link, minutes, *_, in_class, at_home, challenge in lessons():
        match = re.match(r"\[(\d+) (.+)\]", link)
        assert match
        lesson = course().lesson(match[1])
        assert (lesson.title, lesson.minutes) == (match[2], int(minutes))
        told[lesson.number] = [set(re.findall(r"\d\.\d", cell)) for cell in (in_class, at_home, challenge)]
    assert told.keys() == {lesson.number for lesson in course().lessons}
    for lesson in course().lessons:
        for_all, at_home, challenges = told[lesson.number]
        assert for_all | at_home == {one.id for one in lesson.exercises if not one.challenge}
        assert challenges == {one.id for one in lesson.exercises if one.challenge}
        assert not for_all & at_home


def test_its_commands_are_commands() -> None:
    commands = re.findall(r"`python3 -m leakproof ([^`]+)`", TEXT)
    assert {command.split()[0] for command in commands} >= {"slides", "handouts", "lab", "progress", "check", "reset"}
    for command in commands:
        build_parser().parse_args(shlex.split(command))


def test_its_links_into_the_course_lead_somewhere() -> None:
    links = [urlsplit(link).path for link in re.findall(r"\]\(([^)]+)\)", TEXT)]
    into_course = [link for link in links if link.startswith("../")]
    assert len(into_course) > len(course().lessons) / 2
    for link in into_course:
        assert Path(GUIDE.parent, link).exists(), link
