"""`predict`: the learner answers a question before seeing the truth, and compares afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from IPython.core.getipython import get_ipython

from leakproof.course.predictions import Choice, NoSuchPrediction, Prediction, prediction
from leakproof.notebook.forms import show
from leakproof.notebook.joining import tell_prediction
from leakproof.notebook.refusals import Refused
from leakproof.progress import Progress, ProgressNotSaved
from leakproof.showing import predictions as showing


def predict(id: str, choice: str | None = None) -> None:
    """Ask the prediction of this id, as in ``predict("1.closed")``.

    With the letter of a choice, as in ``predict("1.closed", "a")``, it is answered at once, and you see what the
    choice means; this works everywhere, also where no widgets run. Raises `Refused` when there is no such
    prediction or choice.
    """
    try:
        asked = prediction(str(id))
    except NoSuchPrediction as error:
        raise Refused(str(error)) from None
    if choice is not None:
        _answer(asked, str(choice))
        return
    widget = _Card(asked).widget if hasattr(get_ipython(), "kernel") else None
    show(showing.question_text(asked), showing.question_html(asked), widget)


def _answer(asked: Prediction, letter: str) -> None:
    chosen = asked.choice(letter.strip().lower())
    if chosen is None:
        raise Refused(f"There is no choice {letter!r}.\n{showing.question_text(asked)}")
    not_saved = _save(asked, chosen)
    show(showing.comparison_text(asked, chosen), showing.comparison_html(asked, chosen))
    if not_saved:
        print(not_saved)


def _save(asked: Prediction, chosen: Choice) -> str:
    """Writes the choice down, and votes with it in a class; returns a sentence for the learner when it could not be
    written, else ``""``."""
    tell_prediction(asked.id, chosen.letter)
    try:
        Progress().predicted(asked.id, chosen.letter, chosen.right)
    except ProgressNotSaved as error:
        return str(error)
    return ""


class _Card:
    """The widget of one prediction: asks, locks in, compares.

    The button that was pressed gives way to another one, which takes the focus; what changed stands above it and is
    read aloud.
    """

    def __init__(self, asked: Prediction) -> None:
        import ipywidgets  # type: ignore[import-untyped]  # here, because it takes its time

        def button(words: str, style: str, on_click: Callable[[Any], None]) -> Any:
            made = ipywidgets.Button(description=words, button_style=style)
            made.add_class("leakproof-button")
            made.on_click(on_click)
            return made

        self._asked = asked
        letters = [choice.letter for choice in asked.choices]
        self._choice = ipywidgets.RadioButtons(options=letters, index=None, layout={"display": "none"})
        self._choice.add_class("leakproof-predict-choice")
        self._choice.observe(self._choose, "index")
        self._question = ipywidgets.HTML()
        self._message = ipywidgets.HTML()
        self._message.add_class("leakproof-predict-message")
        self._lock = button("Lock in", "primary", self._lock_in)
        self._compare = button("Compare", "primary", self._show_comparison)
        self._again = button("Predict again", "", self._ask_again)
        style = ipywidgets.HTML(showing.PREDICTION_STYLE, layout={"display": "none"})
        buttons = ipywidgets.HBox([self._lock, self._compare, self._again])
        self.widget = ipywidgets.VBox([style, self._question, self._choice, self._message, buttons])
        for name in ("leakproof", "leakproof-card", "leakproof-predict"):
            self.widget.add_class(name)

        first = Progress().standing().predictions.get(asked.id)
        remembered = asked.choice(first.letter) if first else None
        if remembered:
            self._show_locked(remembered, showing.remembered_part(remembered))
            self._offer(self._compare, self._again)
        else:
            self._ask()

    def _ask(self) -> None:
        self._choice.index = None
        self._question.value = showing.asking_part(self._asked, group=self.widget.model_id)
        self._message.value = ""
        self._offer(self._lock)

    def _choose(self, _: Any) -> None:
        self._message.value = ""

    def _lock_in(self, _: Any) -> None:
        if self._choice.index is None:
            self._message.value = showing.nothing_chosen_part(self._asked)
            return
        chosen = self._asked.choices[self._choice.index]
        not_saved = _save(self._asked, chosen)
        self._show_locked(chosen, showing.locked_in_part(chosen, not_saved))
        self._offer(self._compare)
        self._compare.focus()

    def _show_locked(self, chosen: Choice, message: str) -> None:
        self._chosen = chosen
        self._question.value = showing.locked_part(self._asked, chosen)
        self._message.value = message

    def _show_comparison(self, _: Any) -> None:
        self._message.value = showing.comparison_part(self._asked, self._chosen)
        self._offer(self._again)
        self._again.focus()

    def _ask_again(self, _: Any) -> None:
        self._ask()
        self._lock.focus()

    def _offer(self, *buttons: Any) -> None:
        for button in (self._lock, self._compare, self._again):
            button.layout.display = None if button in buttons else "none"
