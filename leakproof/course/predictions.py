"""Reads `predictions/*.toml`: the questions that are answered before the cell that shows the truth.

A file belongs to a lesson (``01.toml``) and holds its questions in their order::

    [[prediction]]
    id = "1.closed"                     # the lesson's number, a dot, a word
    question = "Is the file still open after `read()`?"
    choices = [
        { text = "No, it was read to its end", why = "The end of the content is not the end of the file." },
        { text = "Yes, until `close()`", right = true, why = "Only `close()` gives it back." },
    ]

Two to five choices, exactly one of them right, and each with a `why` that explains what is right about it, or
which belief it rests on. In all of them, text between backticks is code, and line breaks are just spaces.
"""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_LETTERS = "abcde"


class NoSuchPrediction(LookupError):
    """There is no prediction of this id."""


class BadPrediction(ValueError):
    """A file of predictions does not keep to the format; the message tells its author where and how."""


@dataclass(frozen=True)
class Choice:
    """One of the answers to choose from."""

    letter: str
    """``a`` for the first."""
    text: str
    why: str
    """What is right about it, or which belief it rests on."""
    right: bool


@dataclass(frozen=True)
class Prediction:
    """A question that the learner answers before seeing the truth."""

    id: str
    question: str
    choices: tuple[Choice, ...]

    @property
    def right(self) -> Choice:
        """The choice that is right."""
        return next(choice for choice in self.choices if choice.right)

    def choice(self, letter: str) -> Choice | None:
        """The choice of this letter, `None` when there is none."""
        return next((choice for choice in self.choices if choice.letter == letter), None)


def prediction(id: str) -> Prediction:
    """The prediction of this id, as ``1.closed``.

    Raises `NoSuchPrediction`, with a message for the learner, when there is none.
    """
    known = predictions()
    if id not in known:
        raise NoSuchPrediction(f"There is no prediction {id!r}. There are: {', '.join(known)}.")
    return known[id]


@functools.cache
def predictions() -> dict[str, Prediction]:
    """All predictions of this installation by their ids, in order."""
    return read_predictions(Path(__file__).with_name("predictions"))


def read_predictions(folder: Path) -> dict[str, Prediction]:
    """All predictions of the TOML files in `folder` by their ids, in order.

    Raises `BadPrediction` when one does not keep to the format.
    """
    result: dict[str, Prediction] = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            tables = tomllib.loads(path.read_text(encoding="utf-8")).get("prediction", [])
            read = [_prediction(table, lesson=int(path.stem)) for table in tables]
        except (ValueError, TypeError, AttributeError) as error:
            raise BadPrediction(f"{path.name}: {error}") from error
        for one in read:
            if one.id in result:
                raise BadPrediction(f"{path.name}: there are two predictions {one.id!r}")
            result[one.id] = one
    return result


def _prediction(table: dict[str, Any], lesson: int) -> Prediction:
    id = table.get("id", "")
    choices = table.get("choices", [])
    texts = [table.get("question", "")]
    for choice in choices:
        texts += [choice.get("text", ""), choice.get("why", "")]
    required = {
        f"id must be the lesson's number, a dot and a word, as {lesson}.closed": re.fullmatch(rf"{lesson}\.\w+", id),
        "it must have id, question and choices, nothing else": table.keys() == {"id", "question", "choices"},
        "a choice must have text and why, and right = true or nothing else": all(
            {"text", "why"} <= choice.keys() <= {"text", "why", "right"} for choice in choices
        ),
        "there must be two to five choices": 2 <= len(choices) <= len(_LETTERS),
        "exactly one choice must be right": [choice.get("right") for choice in choices].count(True) == 1,
        "no text may be empty": all(text.strip() for text in texts),
        "a backtick is missing": all(text.count("`") % 2 == 0 for text in texts),
    }
    for requirement, held in required.items():
        if not held:
            raise BadPrediction(f"prediction {id!r}: {requirement}")
    return Prediction(
        id,
        _folded(table["question"]),
        tuple(
            Choice(letter, _folded(choice["text"]), _folded(choice["why"]), choice.get("right") is True)
            for letter, choice in zip(_LETTERS, choices, strict=False)
        ),
    )


def _folded(text: str) -> str:
    return " ".join(text.split())
