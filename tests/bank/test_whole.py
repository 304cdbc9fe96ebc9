"""Every exercise has its bank, and each bank its test file."""

from pathlib import Path

from leakproof.course import course

BANK = Path(__file__).parent


def test_every_exercise_has_a_bank_that_is_tested() -> None:
    assert sorted(path.name for path in BANK.glob("[0-9]*")) == sorted(each.id for each in course().exercises)
    lessons = course().with_exercises
    assert all((BANK / f"test_lesson_{lesson.number}.py").exists() for lesson in lessons)
