"""The judge is judged: it tells all right answers from all wrong ones, and says what is wrong with each.

A right answer stands in ``<exercise>/right``, a wrong one in ``<exercise>/wrong``. The first line of a wrong one names
the headline that it must get; a second one may say that it cannot be judged at all. Each lesson has a test file of its
own, so that they can run side by side.
"""

import re
from pathlib import Path

from leakproof.exercises.catalogue import judge_answer
from leakproof.judging.verdict import Outcome

BANK = Path(__file__).parent


def said(answer: str, what: str) -> str | None:
    found = re.match(rf"(?:#.*\n)*?# {what}: (.*)\n", answer)
    return found[1] if found else None


def test_a_right_answer_gets_all_points(right: Path) -> None:
    verdict = judge_answer(right.parts[-3], right.read_text(encoding="utf-8"))
    assert (verdict.outcome, verdict.findings) == (Outcome.CORRECT, [])
    assert verdict.points == verdict.of


def test_a_wrong_answer_gets_its_headline(wrong: Path) -> None:
    answer = wrong.read_text(encoding="utf-8")
    verdict = judge_answer(wrong.parts[-3], answer)
    assert verdict.headline == said(answer, "headline")
    assert verdict.outcome == (said(answer, "outcome") or Outcome.INCORRECT)
    assert verdict.points < verdict.of


def test_there_are_enough_of_both(exercise: str) -> None:
    assert len(list((BANK / exercise / "right").glob("*.py"))) >= 3
    assert len(list((BANK / exercise / "wrong").glob("*.py"))) >= 5
