"""The stages of a question: which step may follow which, and what may be seen when."""

from __future__ import annotations

import pytest

from leakproof.classroom.live.question import NotNow, Question, Stage


def walk(*steps: str) -> Question:
    question: Question | None = Question(1, "1.flush")
    for step in steps:
        assert question is not None
        question = question.after(step)
    assert question is not None
    return question


def test_the_usual_step_leads_through_two_rounds_to_the_end() -> None:
    question, taken = Question(1, "1.flush"), []
    while (after := question.after(question.steps[0])) is not None:
        taken.append(question.steps[0])
        question = after
    assert taken == ["close", "discuss", "again", "close", "reveal", "explain"]
    assert (question.stage, question.round) == (Stage.EXPLAINED, 2)


@pytest.mark.parametrize(
    "steps",
    [[], ["close"], ["close", "discuss"], ["close", "discuss", "again"], ["close", "discuss", "again", "close"]],
)
def test_nothing_shows_before_it_is_revealed(steps: list[str]) -> None:
    question = walk(*steps)
    assert not question.shows_counts
    assert not question.shows_truth


def test_counts_come_before_the_truth() -> None:
    revealed = walk("close", "reveal")
    assert revealed.shows_counts
    assert not revealed.shows_truth
    assert walk("close", "reveal", "explain").shows_truth


def test_a_second_round_hides_the_counts_of_the_first() -> None:
    again = walk("close", "reveal", "again")
    assert (again.stage, again.round) == (Stage.OPEN, 2)
    assert not again.shows_counts


def test_a_vote_that_was_closed_by_mistake_opens_in_the_same_round() -> None:
    assert walk("close", "reopen") == Question(1, "1.flush")


@pytest.mark.parametrize(
    ("steps", "step"),
    [([], "reveal"), ([], "explain"), (["close", "discuss", "again", "close"], "again"), (["close"], "dance")],
)
def test_no_step_is_skipped(steps: list[str], step: str) -> None:
    with pytest.raises(NotNow):
        walk(*steps, step)
