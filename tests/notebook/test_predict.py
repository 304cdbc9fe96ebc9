"""`predict`: its plain form, its widget from the question to the comparison, and what it says to mistakes."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from leakproof.course.predictions import Choice, Prediction, predictions
from leakproof.notebook import predict
from leakproof.notebook.refusals import Refused
from leakproof.progress import FirstChoice, Progress

# The function `predict` has the name of its module, and hides it as an attribute of the package.
MODULE = importlib.import_module("leakproof.notebook.predict")

ASKED = Prediction(
    "1.sample",
    "Is `1 < 2`?",
    (
        Choice("a", "No, `1 > 2`", "That is <b>the other way</b> round.", False),
        Choice("b", "Yes", "It is.", True),
        Choice("c", "Who knows", "Python does.", False),
    ),
)
QUESTION = """\
Predict: Is `1 < 2`?
  a. No, `1 > 2`
  b. Yes
  c. Who knows
Answer with predict("1.sample", "a")."""
COMPARISON = """\
You said a: not yet.
  That is <b>the other way</b> round.
The others:
  ✓ b. Yes
       It is.
  ✗ c. Who knows
       Python does."""


@pytest.fixture(autouse=True)
def sample(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LEAKPROOF_PROGRESS", str(tmp_path / "progress.jsonl"))
    monkeypatch.setattr(MODULE, "prediction", {ASKED.id: ASKED}.__getitem__)


def first_choices() -> dict[str, FirstChoice]:
    return Progress().standing().predictions


class TestWithoutWidgets:
    def test_the_question_is_printed_without_the_truth(self, capsys: pytest.CaptureFixture[str]) -> None:
        predict("1.sample")
        assert capsys.readouterr().out == QUESTION + "\n"
        assert first_choices() == {}

    @pytest.mark.parametrize("letter", ["a", " A\n"])
    def test_a_letter_answers_it(self, capsys: pytest.CaptureFixture[str], letter: str) -> None:
        predict("1.sample", letter)
        assert capsys.readouterr().out == COMPARISON + "\n"
        assert first_choices() == {"1.sample": FirstChoice("a", False)}

    def test_the_right_letter(self, capsys: pytest.CaptureFixture[str]) -> None:
        predict("1.sample", "b")
        assert capsys.readouterr().out.startswith("You said b: right.\n  It is.\n")
        assert first_choices() == {"1.sample": FirstChoice("b", True)}

    @pytest.mark.parametrize("letter", ["d", "", "ab", 1])
    def test_another_letter_is_refused_with_the_choices(self, letter: Any) -> None:
        with pytest.raises(Refused) as raised:
            predict("1.sample", letter)
        assert str(raised.value) == f"There is no choice {str(letter)!r}.\n{QUESTION}"
        assert first_choices() == {}

    @pytest.mark.parametrize("id", ["1.nothing", "", 1.1, None, []])
    def test_another_id_is_refused_with_the_ids(self, monkeypatch: pytest.MonkeyPatch, id: Any) -> None:
        monkeypatch.undo()
        with pytest.raises(Refused, match="There is no prediction") as raised:
            predict(id)
        assert all(known in str(raised.value) for known in predictions())

    def test_an_answer_that_cannot_be_saved_is_compared_all_the_same(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setenv("LEAKPROOF_PROGRESS", str(tmp_path))
        predict("1.sample", "a")
        printed = capsys.readouterr().out
        assert printed.startswith(COMPARISON + "\nYour progress was not saved: ")


class Card:
    """The widget as the learner has it: what it says, its choices, its buttons."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        shown: list[Any] = []
        monkeypatch.setattr(MODULE, "get_ipython", lambda: SimpleNamespace(kernel=True))
        monkeypatch.setattr(MODULE, "show", lambda *forms: shown.append(forms[-1]))
        predict("1.sample")
        _, self._question, self._choice, self._message, buttons = shown[0].children
        self._buttons = buttons.children
        self.classes = shown[0]._dom_classes

    @property
    def question(self) -> str:
        return str(self._question.value)

    @property
    def message(self) -> str:
        return str(self._message.value)

    @property
    def buttons(self) -> list[str]:
        return [button.description for button in self._buttons if button.layout.display != "none"]

    def choose(self, letter: str) -> None:
        self._choice.index = "abc".index(letter)

    def press(self, words: str) -> None:
        assert words in self.buttons
        next(button for button in self._buttons if button.description == words).click()


@pytest.fixture
def card(monkeypatch: pytest.MonkeyPatch) -> Card:
    return Card(monkeypatch)


class TestWidget:
    def test_it_asks_with_radio_buttons_and_does_not_know_the_truth(self, card: Card) -> None:
        assert {"leakproof", "leakproof-card", "leakproof-predict"} <= set(card.classes)
        assert card.question.count('<input type="radio"') == 3
        assert '<code class="leakproof-code">1 &lt; 2</code>' in card.question
        assert card.buttons == ["Lock in"]
        assert all(choice.why not in card.question + card.message for choice in ASKED.choices)

    def test_without_a_choice_it_asks_for_one(self, card: Card) -> None:
        card.press("Lock in")
        assert "Choose a, b or c first" in card.message
        assert card.buttons == ["Lock in"]
        assert first_choices() == {}
        card.choose("b")
        assert card.message == ""

    def test_a_choice_is_locked_in_and_then_compared(self, card: Card) -> None:
        card.choose("b")
        card.choose("a")
        assert first_choices() == {}
        card.press("Lock in")
        assert "You said <b>a</b>. Now run the next cell and see." in card.message
        assert "<input" not in card.question
        assert card.question.count("(your prediction)") == 1
        assert "not yet" not in card.message
        assert card.buttons == ["Compare"]
        assert first_choices() == {"1.sample": FirstChoice("a", False)}

        card.press("Compare")
        assert "✗ You said a: not yet." in card.message
        assert "That is &lt;b&gt;the other way&lt;/b&gt; round." in card.message
        assert card.message.index("✓ b.") < card.message.index("✗ c.")
        assert card.buttons == ["Predict again"]

    def test_the_right_choice(self, card: Card) -> None:
        card.choose("b")
        card.press("Lock in")
        card.press("Compare")
        assert "✓ You said b: right." in card.message

    def test_it_remembers_the_first_choice(self, card: Card, monkeypatch: pytest.MonkeyPatch) -> None:
        card.choose("a")
        card.press("Lock in")
        again = Card(monkeypatch)
        assert "You said <b>a</b> on your first try." in again.message
        assert again.buttons == ["Compare", "Predict again"]
        again.press("Predict again")
        assert again.message == ""
        assert again.buttons == ["Lock in"]
        again.press("Lock in")
        assert "first" in again.message
        again.choose("b")
        again.press("Lock in")
        again.press("Compare")
        assert "✓ You said b: right." in again.message
        assert first_choices() == {"1.sample": FirstChoice("a", False)}

    def test_a_remembered_choice_that_is_no_longer_offered_is_asked_again(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        Progress().predicted("1.sample", "e", False)
        assert Card(monkeypatch).buttons == ["Lock in"]

    def test_it_says_when_the_choice_cannot_be_saved(
        self, card: Card, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setenv("LEAKPROOF_PROGRESS", str(tmp_path))
        card.choose("a")
        card.press("Lock in")
        assert "Now run the next cell" in card.message
        assert "Your progress was not saved" in card.message


def test_in_a_kernel_there_are_three_forms_and_mistakes_have_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    id = next(iter(predictions()))
    sources = [
        "from leakproof.notebook import predict",
        f"predict({id!r})",
        f"predict({id!r}, 'a')",
        f"predict({id!r})",
        f"predict({id!r}, 'z')",
        "predict('1.nothing')",
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])  # type: ignore[no-untyped-call]
    NotebookClient(notebook, kernel_name="python3", allow_errors=True, timeout=120).execute()
    _, asked, answered, asked_again, no_letter, no_id = [cell.outputs for cell in notebook.cells]
    widget = "application/vnd.jupyter.widget-view+json"
    assert [set(output.data) for output in asked] == [{"text/plain", "text/html", widget}]
    assert [set(output.data) for output in answered] == [{"text/plain", "text/html"}]
    # What a stored notebook keeps does not depend on what the learner said before.
    assert {form: asked[0].data[form] for form in ("text/plain", "text/html")} == {
        form: asked_again[0].data[form] for form in ("text/plain", "text/html")
    }
    assert [output.traceback[0].splitlines()[0] for output in no_letter] == ["There is no choice 'z'."]
    assert len(no_id[0].traceback) == 1
    assert no_id[0].traceback[0].startswith("There is no prediction '1.nothing'. There are: ")
