"""The progress board says where the learner stands and what comes next."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html.parser import HTMLParser

from leakproof.course import Course, Exercise, Lesson
from leakproof.progress import ExerciseStanding, Standing
from leakproof.showing.board import BOARD_STYLE, board_html, board_text


def exercise(id: str, name: str, difficulty: int, challenge: bool = False) -> Exercise:
    return Exercise(id, name, f"Title <{id}>", 10, difficulty, 4, ("1", "2", "3"), int(id[0]), challenge)


COURSE = Course(
    (
        Lesson(0, "start_here", "Start here", 15, (), (exercise("0.1", "first", 1),)),
        Lesson(
            1,
            "manual_close",
            "Close by hand",
            60,
            (),
            (exercise("1.1", "second", 1), exercise("1.2", "third_is_hard", 3, True), exercise("1.3", "fourth", 2)),
        ),
    )
)
SOLVED = ExerciseStanding(
    attempts=2, best=4, hints=1, last_outcome="correct", solved_at=datetime(2026, 11, 21, tzinfo=UTC)
)
TRIED = ExerciseStanding(attempts=1, best=1, last_outcome="incorrect")


def next_line(standing: Standing) -> str:
    return board_text(COURSE, standing).splitlines()[-1]


def test_text_at_the_very_beginning() -> None:
    assert (
        board_text(COURSE, Standing())
        == """\
Your progress: 0 of 4 exercises solved, 0 of 16 points
░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░

Lesson 0: Start here (15 minutes, 0 of 1 solved)
  ○ not tried yet  0.1 first          ★☆☆  0 of 4 points, 0 of 3 hints

Lesson 1: Close by hand (60 minutes, 0 of 3 solved)
  ○ not tried yet  1.1 second         ★☆☆  0 of 4 points, 0 of 3 hints
  ○ not tried yet  1.2 third_is_hard  ★★★  0 of 4 points, 0 of 3 hints, challenge
  ○ not tried yet  1.3 fourth         ★★☆  0 of 4 points, 0 of 3 hints

Start with 0.1 Title <0.1> (10 minutes), in exercises/00_start_here.ipynb"""
    )


def test_text_on_the_way() -> None:
    lines = board_text(COURSE, Standing({"0.1": SOLVED, "1.1": TRIED, "9.9": SOLVED})).splitlines()
    assert lines[0] == "Your progress: 1 of 4 exercises solved, 5 of 16 points"
    assert lines[1].count("█") == 9
    assert len(lines[1]) == 30
    assert "  ● solved         0.1 first          ★☆☆  4 of 4 points, 1 of 3 hints" in lines
    assert "  ◐ tried          1.1 second         ★☆☆  1 of 4 points, 0 of 3 hints" in lines
    assert "Lesson 1: Close by hand (60 minutes, 0 of 3 solved)" in lines
    assert lines[-1] == "What comes next: 1.1 Title <1.1> (10 minutes), in exercises/01_manual_close.ipynb"


def test_a_lesson_without_exercises_has_its_line() -> None:
    course = Course((*COURSE.lessons, Lesson(2, "last", "The last round", 60, (), ())))
    assert "\nLesson 2: The last round (60 minutes, no exercises)\n" in board_text(course, Standing())
    html = Words(board_html(course, Standing()))
    assert "Lesson 2: The last round (60 minutes, no exercises)" in re.sub(r"\s+", " ", html.words)
    assert html.links[-1] == "../notebooks/02_last.ipynb"


def test_challenges_come_last() -> None:
    assert "1.3 Title" in next_line(Standing({"0.1": SOLVED, "1.1": SOLVED}))
    last = next_line(Standing({"0.1": SOLVED, "1.1": SOLVED, "1.3": SOLVED}))
    assert "as a challenge: 1.2 Title" in last
    assert "Your certificate" in last


def test_everything_is_solved() -> None:
    everything = Standing({exercise.id: SOLVED for exercise in COURSE.exercises})
    certificate = 'Your certificate, with your name: progress(certificate="Ada Lovelace").'
    assert next_line(everything) == f"Everything is solved. Well done! {certificate}"
    assert "Well done!" in board_html(COURSE, everything)
    assert "width:100%" in board_html(COURSE, everything)


def test_points_of_an_older_course_do_not_exceed_those_of_this_one() -> None:
    standing = Standing({"0.1": ExerciseStanding(attempts=1, best=40)})
    assert "4 of 16 points" in board_text(COURSE, standing)
    assert "width:25%" in board_html(COURSE, standing)


def test_files_that_could_not_be_read_are_told() -> None:
    standing = Standing(notes=("The progress in <there> is not counted.",))
    assert board_text(COURSE, standing).endswith("\nThe progress in <there> is not counted.")
    assert "The progress in &lt;there&gt; is not counted." in board_html(COURSE, standing)


class Words(HTMLParser):
    """What is left of HTML when style and attributes are stripped: its words, and where its links lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words = ""
        self.links: list[str | None] = []
        self.feed(html.replace(BOARD_STYLE, ""))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.words += " "
        if tag == "a":
            self.links.append(dict(attrs)["href"])

    def handle_data(self, data: str) -> None:
        self.words += data


def test_html_says_the_same_in_words_and_links_to_the_notebooks() -> None:
    read = Words(board_html(COURSE, Standing({"0.1": SOLVED, "1.1": TRIED})))
    words = re.sub(r"\s+", " ", read.words)
    assert "Your progress: 1 of 4 exercises solved, 5 of 16 points" in words
    assert "What comes next: 1.1 Title <1.1> (10 minutes)" in words
    assert "● solved 0.1 Title <0.1> first difficulty ★☆☆ 4 of 4 1 of 3" in words
    assert "◐ tried 1.1 Title <1.1> second" in words
    assert "○ not tried yet 1.2 Title <1.2> challenge third_is_hard difficulty ★★★ 0 of 4 0 of 3" in words
    assert read.links == [
        "../exercises/01_manual_close.ipynb",
        "../notebooks/00_start_here.ipynb",
        "../notebooks/01_manual_close.ipynb",
    ]
