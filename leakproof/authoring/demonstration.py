"""Makes a class out of the bank's answers, always the same one: for the picture of its report, and to try it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

from leakproof.classroom.marks import Class, Learner, Mark
from leakproof.course import Exercise, course
from leakproof.course.solutions import ROOT
from leakproof.judging.verdict import Finding, Outcome, Verdict

BANK = ROOT / "tests" / "bank"
_GIVEN = (
    "Ada Adele Alan Amara Annie Barbara Bilal Chen Dennis Diego Donald Edsger Elif Evelyn Fatima Frances Grace Guido "
    "Hedy Ines Jean Joan Kofi Linus Margaret Niklaus Priya Radia Shafi Yuki"
).split()
_FAMILY = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_OF_EACH_KIND = 4
"""Answers of an exercise that the class shares: so many right ones, and so many wrong ones."""


def demonstration(size: int, verdict: Callable[[str, str], Verdict], seed: int = 1) -> Class:
    """A class of `size` learners with answers from the bank; `verdict` judges an exercise's answer, each once."""
    draw = random.Random(seed)
    dealt: dict[str, dict[str, list[Mark]]] = {
        exercise.id: {kind: [_mark(path, exercise, verdict) for path in _some(draw, exercise, kind)] for kind in _KINDS}
        for exercise in course().exercises
    }
    learners = []
    for number in range(size):
        ability = draw.uniform(0.3, 0.95)
        marks = {}
        for exercise in course().exercises:
            reached = draw.random() < 1.2 - 0.09 * exercise.lesson * (1.4 - ability)
            kind = "right" if draw.random() < ability else "wrong"
            answers = dealt[exercise.id][kind]
            answer = answers[min(int(draw.random() ** 2 * len(answers)), len(answers) - 1)]
            marks[exercise.id] = answer if reached else Mark(exercise.id, "not_attempted", 0, exercise.points)
        given, family = _GIVEN[number % len(_GIVEN)], _FAMILY[(number // len(_GIVEN) + 7 * number) % len(_FAMILY)]
        learners.append(Learner(f"{given} {family}.", marks))
    return Class("Resources in Python, autumn", tuple(sorted(learners, key=lambda learner: learner.name)))


_KINDS = ("right", "wrong")


def _some(draw: random.Random, exercise: Exercise, kind: str) -> list[Path]:
    answers = sorted((BANK / exercise.id / kind).glob("*.py"))
    return draw.sample(answers, min(_OF_EACH_KIND, len(answers)))


def _mark(path: Path, exercise: Exercise, verdict: Callable[[str, str], Verdict]) -> Mark:
    answer = path.read_text(encoding="utf-8")
    its = verdict(exercise.id, answer)
    findings = tuple((finding.requirement, finding.when, finding.what) for finding in its.findings)
    hint = its.findings[0].hint if its.findings else ""
    source = re.sub(r"\A(# (headline|outcome):.*\n)+", "", answer)
    where = f"{course().lesson(exercise.lesson).file_name}, cell 4"
    return Mark(exercise.id, str(its.outcome), its.points, its.of, findings, hint, source, where)


def told_verdict(id: str, answer: str) -> Verdict:
    """What the bank itself says of its answer, without running it: the headline is in its first line."""
    exercise = course().exercise(id)
    found = re.match(r"(?:#.*\n)*?# headline: (.*)\n", answer)
    if not found:
        return Verdict(id, Outcome.CORRECT, exercise.points, exercise.points)
    points = exercise.points // 2 if "fail" in found[1] else 0
    finding = Finding(found[1], "in one of the runs", "this did not hold", f"Think of “{found[1]}”, and use `with`.")
    return Verdict(id, Outcome.INCORRECT, points, exercise.points, [finding])
