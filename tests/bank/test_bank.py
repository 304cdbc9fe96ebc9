"""The judge is judged: it tells all right answers from all wrong ones, and says what is wrong with each.

A right answer stands in ``<exercise>/right``, a wrong one in ``<exercise>/wrong``. The first line of a wrong one names
the headline that it must get; a second one may say that it cannot be judged at all.
"""

import re
from pathlib import Path

import pytest

from leakproof.exercises.catalogue import judge_answer
from leakproof.judging.verdict import Outcome

BANK = Path(__file__).parent
RIGHT = sorted(BANK.glob("*/right/*.py"))
WRONG = sorted(BANK.glob("*/wrong/*.py"))


def name(answer: Path) -> str:
    return f"{answer.parts[-3]}-{answer.stem}"


def said(answer: str, what: str) -> str | None:
    found = re.match(rf"(?:#.*\n)*?# {what}: (.*)\n", answer)
    return found[1] if found else None


@pytest.mark.parametrize("path", RIGHT, ids=name)
def test_a_right_answer_gets_all_points(path: Path) -> None:
    verdict = judge_answer(path.parts[-3], path.read_text(encoding="utf-8"))
    assert (verdict.outcome, verdict.findings) == (Outcome.CORRECT, [])
    assert verdict.points == verdict.of


@pytest.mark.parametrize("path", WRONG, ids=name)
def test_a_wrong_answer_gets_its_headline(path: Path) -> None:
    answer = path.read_text(encoding="utf-8")
    verdict = judge_answer(path.parts[-3], answer)
    assert verdict.headline == said(answer, "headline")
    assert verdict.outcome == (said(answer, "outcome") or Outcome.INCORRECT)
    assert verdict.points < verdict.of


@pytest.mark.parametrize("exercise", sorted(folder.name for folder in BANK.glob("[0-9]*")))
def test_there_are_enough_of_both(exercise: str) -> None:
    assert len(list((BANK / exercise / "right").glob("*.py"))) >= 3
    assert len(list((BANK / exercise / "wrong").glob("*.py"))) >= 5
