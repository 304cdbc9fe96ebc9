"""One session at work: what learners and the teacher do in it, and what each of them may see of it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from leakproof.classroom.live.grid import Grid
from leakproof.classroom.live.question import NotNow, Question
from leakproof.classroom.live.store import Learner, Store
from leakproof.course import course
from leakproof.course.predictions import prediction, predictions

View = dict[str, Any]
"""What one page shows, as JSON."""


class BadEvent(ValueError):
    """What came from a page or a notebook is none of the things that may come."""


class Room:
    """The session of a store. Calls `on_change` whenever there is something new to be seen: by the teacher, and by the
    learners with these numbers, or by all of them (`None`)."""

    def __init__(self, store: Store, addresses: list[str]) -> None:
        self.store = store
        self.on_change: Callable[[set[int] | None], None] = lambda _: None
        self._addresses = addresses
        self._here: Counter[int] = Counter()
        self._grid = Grid()
        for check in store.checks():
            self._grid.add(check)

    # -- what learners do

    def join(self, nickname: str, token: str | None) -> tuple[Learner, str]:
        """As `Store.join`."""
        try:
            return self.store.join(nickname, token)
        finally:  # also when somebody asks to be let in again
            self.on_change(set())

    def came(self, learner: int) -> None:
        """A page or notebook of this learner is connected."""
        self._here[learner] += 1
        self.on_change(set())

    def went(self, learner: int) -> None:
        """It is not any more."""
        self._here[learner] -= 1
        self.on_change(set())

    def receive(self, learner: Learner, events: Any) -> list[str]:
        """As `Store.receive`. Raises `BadEvent` when one of the events is none."""
        if not isinstance(events, list) or len(events) > 100:
            raise BadEvent("events is a list of at most 100")
        answers, checks = self.store.receive(learner.number, [_event(event) for event in events])
        for check in checks:
            self._grid.add(check)
        self.on_change({learner.number})
        return answers

    def learner_view(self, learner: Learner) -> View:
        """What this learner may see now."""
        question = self.store.question()
        view: View = {"nickname": learner.nickname, "neutral": learner.neutral, "question": None}
        if question is not None:
            view["question"] = self._question(question) | {"mine": self.store.vote_of(learner.number, question)}
        return view

    # -- what the teacher does

    def act(self, wish: View) -> None:
        """What the teacher wants: one of

        - ``{"do": "ask", "prediction": "1.flush"}``
        - ``{"do": "step", "step": "close", "from": [number, stage, round]}``: only if the question is still there, so
          that a key pressed twice goes one step
        - ``{"do": "anonymous", "on": true}``
        - ``{"do": "let in", "learner": 3}``, or ``"keep out"``

        Raises `BadEvent`, and `NotNow` when the question has moved on.
        """
        match wish:
            case {"do": "ask", "prediction": str(id)} if id in predictions():
                if self.store.question() is not None:
                    raise NotNow("There is a question already.")
                self.store.ask(id)
                self.on_change(None)
            case {"do": "step", "step": str(step), "from": [int(number), str(stage), int(round)]}:
                question = self.store.question()
                if question is None or (question.number, question.stage, question.round) != (number, stage, round):
                    raise NotNow("The question has moved on already.")
                self.store.take_step(question, step)
                self.on_change(None)
            case {"do": "anonymous", "on": bool(on)}:
                self.store.put("anonymous", "yes" if on else "")
                self.on_change(set())
            case {"do": "let in" | "keep out" as answer, "learner": int(number)}:
                self.store.answer_asking(number, welcome=answer == "let in")
                self.on_change(set())
            case _:
                raise BadEvent("there is no such wish")

    def teacher_view(self, now: float | None = None) -> View:
        """What the teacher's page shows at this time (in seconds since 1970). While the session is anonymous there is
        no nickname in it."""
        now = time.time() if now is None else now
        anonymous = bool(self.store.get("anonymous"))
        learners = self.store.learners()
        question = self.store.question()
        shown = {each.number: each.neutral if anonymous else each.nickname for each in learners}
        asked = self.store.asked_predictions()
        view: View = {
            "code": self.store.code,
            "addresses": self._addresses,
            "anonymous": anonymous,
            "learners": sorted(
                (
                    {"number": number, "name": name, "here": self._here[number] > 0, "cells": self._cells(number, now)}
                    for number, name in shown.items()
                ),
                key=lambda learner: str(learner["name"]).casefold(),
            ),
            "asking": [{"learner": number, "name": shown[number]} for number in self.store.asking()],
            "lessons": _lessons(),
            "last": self._grid.last_exercise,
            "troubles": [trouble.__dict__ for trouble in self._grid.troubles(now)],
            "question": None,
            "predictions": [
                {"id": each.id, "question": each.question, "asked": each.id in asked} for each in predictions().values()
            ],
        }
        if question is not None:
            view["question"] = self._question(question) | {
                "prediction": question.prediction,
                "steps": question.steps,
                "votes": self.store.votes(question),
            }
        return view

    def _cells(self, learner: int, now: float) -> View:
        return {
            exercise: [cell.state(now), cell.tries]
            for exercise, cell in self._grid.cells.get(learner, {}).items()
            if cell.tries
        }

    def _question(self, question: Question) -> View:
        """The question as everybody may see it now."""
        asked = prediction(question.prediction)
        view: View = {
            "number": question.number,
            "prediction": question.prediction,
            "stage": question.stage,
            "round": question.round,
            "text": asked.question,
            "choices": [{"letter": each.letter, "text": each.text} for each in asked.choices],
        }
        if question.shows_counts:
            view["counts"] = [self.store.counts(question, each + 1) for each in range(question.round)]
        if question.shows_truth:
            for shown, each in zip(view["choices"], asked.choices, strict=True):
                shown |= {"right": each.right, "why": each.why}
        return view


def _lessons() -> list[View]:
    return [
        {
            "number": lesson.number,
            "title": lesson.title,
            "exercises": [{"id": each.id, "title": each.title} for each in lesson.exercises],
        }
        for lesson in course().with_exercises
    ]


_EXERCISES = {exercise.id for exercise in course().exercises}
_OUTCOMES = ("correct", "incorrect", "not_attempted", "unusable")


def _event(event: Any) -> View:
    """`event`, if it is one: nothing else gets into the database."""
    match event:
        case {"id": str(id), "kind": "vote", "question": int(), "round": int(), "choice": str(choice)}:
            good = choice in ("a", "b", "c", "d", "e")
        case {
            "id": str(id),
            "kind": "check",
            "exercise": str(exercise),
            "outcome": str(outcome),
            "points": int(points),
            "headline": str(headline),
            "at": int() | float(),
        }:
            good = exercise in _EXERCISES and outcome in _OUTCOMES and 0 <= points <= 100
            good = good and len(headline) <= 200 and headline.isprintable() and 0 <= event["at"] < 1e11
        case _:
            good, id = False, ""
    if not (good and 8 <= len(id) <= 64 and id.isprintable()):
        raise BadEvent("this is no vote and no check")
    return dict(event)


