"""The grid: tried, solved, stuck, and what most of those who are stuck are told."""

from __future__ import annotations

from leakproof.classroom.live.grid import SECONDS_WITHOUT_PROGRESS, Cell, Check, Grid, hints

FAILS = "Closed when a step fails"
INTERRUPT = "Closed on Ctrl-C too"


def cell(*points: int, at: list[float] | None = None) -> Cell:
    made = Cell()
    for number, each in enumerate(points):
        when = at[number] if at else float(number)
        made.add(Check(1, "1.1", "correct" if each == 4 else "incorrect", each, "", when))
    return made


def test_wrong_checks_without_a_point_more_are_stuck() -> None:
    assert cell(0, 0).state(3) == "tried"
    assert cell(0, 0, 0).state(3) == "stuck"
    assert cell(0, 0, 2).state(3) == "tried"
    assert cell(2, 2, 2).state(3) == "tried"
    assert cell(2, 2, 2, 2).state(3) == "stuck"
    assert cell(0, 0, 0, 4).state(3) == "solved"


def test_two_checks_and_some_minutes_without_progress_are_stuck() -> None:
    assert cell(0, 0, at=[0, 10]).state(SECONDS_WITHOUT_PROGRESS) == "stuck"
    assert cell(0, 0, at=[0, 10]).state(SECONDS_WITHOUT_PROGRESS - 1) == "tried"
    assert cell(0, 2, at=[0, 10]).state(SECONDS_WITHOUT_PROGRESS + 9) == "tried"
    assert cell(0, at=[0]).state(10 * SECONDS_WITHOUT_PROGRESS) == "tried"


def test_an_untouched_exercise_is_no_try_and_a_solved_one_stays_solved() -> None:
    made = cell(4)
    made.add(Check(1, "1.1", "incorrect", 0, FAILS, 9))
    made.add(Check(1, "1.1", "not_attempted", 0, "", 9))
    assert (made.tries, made.state(9)) == (1, "solved")


def test_where_many_are_stuck_the_most_shared_headline_gives_the_sentence_to_say() -> None:
    grid = Grid()
    for learner, headline in enumerate([FAILS, FAILS, INTERRUPT, "rude words", "rude words", "rude words"]):
        for _ in range(3):
            grid.add(Check(learner, "1.1", "incorrect", 0, headline, 0))
    for _ in range(3):
        grid.add(Check(1, "1.2", "unusable", 0, "", 0))
    first, second = grid.troubles(1)
    assert (first.exercise, first.stuck, first.headline, first.share) == ("1.1", 6, FAILS, 2)
    assert "finally" in first.hint
    assert (second.exercise, second.stuck, second.headline, second.hint) == ("1.2", 1, "", "")


def test_every_exercise_has_sentences_to_say() -> None:
    assert hints("6.4").keys() != hints("1.1").keys()
    assert all(hints("9.1").values())
