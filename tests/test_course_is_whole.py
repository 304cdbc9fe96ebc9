"""The course itself keeps every rule of a whole course."""

from collections.abc import Callable

import pytest

from leakproof.authoring.integrity import RULES, Problems
from leakproof.authoring.material import Material
from leakproof.authoring.places import ROOT
from leakproof.course import course
from leakproof.course.predictions import NoSuchPrediction, prediction
from leakproof.exercises.catalogue import judge_answer


def is_prediction(prediction_id: str) -> bool:
    try:
        prediction(prediction_id)
    except NoSuchPrediction:
        return False
    return True


@pytest.fixture(scope="module")
def material() -> Material:
    return Material(course(), ROOT, judge_answer, is_prediction)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_rule(rule: Callable[[Material], Problems], material: Material) -> None:
    problems = list(rule(material))
    assert not problems, "\n" + "\n".join(problems)
