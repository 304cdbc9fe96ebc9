"""`join` and `vote`: a learner's notebook takes part in a live session."""

from __future__ import annotations

import atexit
import threading
from typing import Any

from IPython.core.getipython import get_ipython

from leakproof.course import Exercise
from leakproof.judging.verdict import Outcome, Verdict
from leakproof.notebook.class_connection import Address, BadAddress, ClassConnection, seconds_now
from leakproof.notebook.forms import show
from leakproof.notebook.refusals import Refused
from leakproof.progress import Progress
from leakproof.showing import live as showing

PATIENCE_SECONDS = 3.0
"""How long the two words, and nothing else, wait for the class."""

_class: ClassConnection | None = None


def join(address: str, nickname: str) -> None:
    """Join a live session, with the line from the teacher's page: ``join("192.168.1.7:8765/K7QM", "Ada")``.

    What the class votes on appears below, and `check` tells the class how it went: the exercise, the outcome, the
    points and the first broken requirement; never your code. When the class cannot be reached, this notebook works as
    ever, and goes on trying. Raises `Refused` when the class says no.
    """
    global _class
    try:
        where = Address.of(str(address))
    except BadAddress as error:
        raise Refused(str(error)) from None
    _leave()
    card: _Card | None = None
    joined = _class = ClassConnection(where, str(nickname), Progress().folders, lambda: card.show() if card else None)
    if hasattr(get_ipython(), "kernel"):
        card = _Card(joined)
    joined.start()
    joined.wait_until(lambda: joined.is_connected or bool(joined.refused), PATIENCE_SECONDS)
    if joined.refused:
        _leave()
        raise Refused(joined.refused)
    text = showing.standing_text(joined.view, joined.nickname, joined.is_connected, joined.refused)
    html = f'{showing.LIVE_STYLE}<div class="leakproof leakproof-card">{_standing(joined)}</div>'
    show(f"{text}\n{showing.question_text(joined.view)}", html, card.widget if card else None)


def vote(choice: str | None = None) -> None:
    """Vote for a choice of the question that the class has before it, as ``vote("b")``; ``vote()`` shows the question.

    Until the vote is closed you may vote anew: the last one counts. Raises `Refused` without a class, and when there is
    nothing to vote on.
    """
    if _class is None:
        raise Refused("You are in no class. Join one with the line from the teacher's page.")
    text = showing.question_text(_class.view)
    if choice is None:
        print(text)
        return
    letter = str(choice).strip().lower()
    question = _class.view.get("question")
    if question is None or question["stage"] != "open":
        raise Refused(f"Nothing is put to the vote now.\n{text}")
    if letter not in [each["letter"] for each in question["choices"]]:
        raise Refused(f"There is no choice {choice!r}.\n{text}")
    answer = _class.answer_to(_vote(_class, question, letter), PATIENCE_SECONDS)
    if answer == "ok":
        print(f"Your vote: {letter}. You may change it until the vote is closed.")
    elif answer is None:
        print("The class does not answer now. Your vote is sent as soon as it does, and counts if it is not too late.")
    else:
        print("Your vote came too late: the round is over. It does not count.")


def tell_check(exercise: Exercise, verdict: Verdict) -> None:
    """Tells the class, if there is one, how a check went; takes no time and never fails."""
    if _class is not None:
        _class.send(
            {
                "kind": "check",
                "exercise": exercise.id,
                "outcome": str(verdict.outcome),
                "points": verdict.points,
                "headline": verdict.headline[:200] if verdict.outcome is Outcome.INCORRECT else "",
                "at": seconds_now(),
            }
        )


def tell_prediction(id: str, letter: str) -> None:
    """Votes with a prediction that was answered in its own place, if it is what the class votes on now."""
    question = _class.view.get("question") if _class is not None else None
    if _class is not None and question and question["stage"] == "open" and question["prediction"] == id:
        _vote(_class, question, letter)


def _vote(joined: ClassConnection, question: dict[str, Any], letter: str) -> str:
    return joined.send(
        {"kind": "vote", "question": question["number"], "round": question["round"], "choice": letter}
    )


@atexit.register
def _leave() -> None:
    global _class
    left, _class = _class, None
    if left is not None:
        left.leave()


def _standing(joined: ClassConnection) -> str:
    return showing.standing_html(joined.view, joined.nickname, joined.is_connected, joined.refused)


class _Card:
    """The widget below `join`, which the connection's threads keep up to date."""

    def __init__(self, joined: ClassConnection) -> None:
        import ipywidgets  # type: ignore[import-untyped]  # here, because it takes its time

        self._class = joined
        self._lock = threading.RLock()
        self._sent = ""
        """The id of the last vote."""
        self._sent_in = (0, 0)
        """The question and the round that it was for."""
        self._standing = ipywidgets.HTML()
        self._question = ipywidgets.HTML()
        self._message = ipywidgets.HTML()
        self._ballots = [self._ballot(ipywidgets, letter) for letter in "abcde"]
        style = ipywidgets.HTML(showing.LIVE_STYLE, layout={"display": "none"})
        rows = [row for row, _, _ in self._ballots]
        self.widget = ipywidgets.VBox([style, self._standing, self._question, *rows, self._message])
        for name in ("leakproof", "leakproof-card", "leakproof-live"):
            self.widget.add_class(name)
        self.show()

    def _ballot(self, ipywidgets: Any, letter: str) -> tuple[Any, Any, Any]:
        button = ipywidgets.Button(description=letter, tooltip=f"Vote for {letter}")
        button.add_class("leakproof-button")
        button.on_click(lambda _: self._cast(letter))
        words = ipywidgets.HTML()
        row = ipywidgets.HBox([button, words])
        row.add_class("leakproof-ballot")
        return row, button, words

    def _cast(self, letter: str) -> None:
        question = self._class.view.get("question")
        if question and question["stage"] == "open":
            with self._lock:
                self._sent = _vote(self._class, question, letter)
                self._sent_in = question["number"], question["round"]
                self.show()

    def show(self) -> None:
        """Show what the class shows now. Called from several threads."""
        with self._lock:
            view = self._class.view
            question: dict[str, Any] = view.get("question") or {}
            answer = self._class.answers.get(self._sent)
            self._standing.value = _standing(self._class)
            self._question.value = showing.question_part(view)
            choices = question.get("choices", [])
            for number, (row, button, words) in enumerate(self._ballots):
                row.layout.display = None if number < len(choices) else "none"
                if number < len(choices):
                    mine = question["mine"] == choices[number]["letter"]
                    button.layout.display = None if question["stage"] == "open" else "none"
                    button.description = f"{'✓ ' if mine else ''}{choices[number]['letter']}"
                    button.button_style = "primary" if mine else ""
                    words.value = showing.choice_part(choices[number], question)
            is_this = (question.get("number"), question.get("round")) == self._sent_in
            sending = is_this and answer is None and question["stage"] == "open"
            self._message.value = showing.message_part(question, sending, is_this and answer == "late")
