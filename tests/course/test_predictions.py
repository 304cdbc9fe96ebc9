"""Files of predictions are read, and what does not keep to the format is told to their author."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from leakproof.course.predictions import (
    BadPrediction,
    NoSuchPrediction,
    prediction,
    predictions,
    read_predictions,
)

GOOD = """
[[prediction]]
id = "1.open"
question = '''
Is `file`
   still open?'''
choices = [
    { text = "No", why = "Only `close()` closes." },
    { text = "Yes", right = true, why = "Nobody closed it." },
]
"""


def test_a_prediction_is_read(tmp_path: Path) -> None:
    (tmp_path / "01.toml").write_text(GOOD)
    read = read_predictions(tmp_path)["1.open"]
    assert read.question == "Is `file` still open?"
    assert [(choice.letter, choice.text, choice.right) for choice in read.choices] == [
        ("a", "No", False),
        ("b", "Yes", True),
    ]
    assert read.choices[0].why == "Only `close()` closes."
    assert read.choice("b") is read.choices[1]
    assert read.choice("c") is None


@pytest.mark.parametrize(
    ("what", "by", "message"),
    [
        ('id = "1.open"', 'id = "2.open"', "as 1.closed"),
        ('id = "1.open"', "", "must be the lesson's number"),
        ("question", "qestion", "id, question and choices"),
        ("right = true, ", "", "exactly one choice must be right"),
        ('"No", why', '"No", right = true, why', "exactly one choice must be right"),
        ('"No", why', '"No", wy', "text and why"),
        ('"No", why', '"No", wrong = true, why', "text and why"),
        ('"No"', '" "', "no text may be empty"),
        ('"No"', '"`No"', "a backtick is missing"),
        ('"No"', "3", "'int'"),
        ('    { text = "No", why = "Only `close()` closes." },\n', "", "two to five choices"),
        (
            "choices = [",
            'choices = [{ text = "x", why = "y" },' + '{ text = "x", why = "y" },' * 3,
            "two to five choices",
        ),
        ("[[prediction]]", GOOD + "[[prediction]]", "two predictions '1.open'"),
        ("[[prediction]]", "[[prediction", "01.toml"),
    ],
)
def test_what_does_not_keep_to_the_format_is_told(tmp_path: Path, what: str, by: str, message: str) -> None:
    assert what in GOOD
    (tmp_path / "01.toml").write_text(GOOD.replace(what, by, 1))
    with pytest.raises(BadPrediction, match=re.escape(message)) as raised:
        read_predictions(tmp_path)
    assert "01.toml" in str(raised.value)


def test_an_unknown_prediction_is_answered_with_the_known_ones() -> None:
    with pytest.raises(NoSuchPrediction) as raised:
        prediction("1.nothing")
    assert "'1.nothing'" in str(raised.value)
    assert all(id in str(raised.value) for id in predictions())
