"""Gives each lesson's test file the answers of that lesson."""

import re
from pathlib import Path

import pytest

from leakproof.course import course

BANK = Path(__file__).parent

pytest.register_assert_rewrite("judged")


def name(answer: Path) -> str:
    return f"{answer.parts[-3]}-{answer.stem}"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    number = re.search(r"[0-9]+$", metafunc.module.__name__)
    if number is None:
        return
    for kind in ("right", "wrong"):
        if kind in metafunc.fixturenames:
            metafunc.parametrize(kind, sorted(BANK.glob(f"{number[0]}.*/{kind}/*.py")), ids=name)
    if "exercise" in metafunc.fixturenames:
        exercises = course().lesson(number[0]).exercises
        metafunc.parametrize("exercise", [exercise.id for exercise in exercises])
