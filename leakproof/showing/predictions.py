"""Predictions as HTML and as plain text: the question, the choice that was locked in, and the comparison."""

from __future__ import annotations

import re
from html import escape

from leakproof.course.predictions import Choice, Prediction
from leakproof.showing.style import STYLE

PREDICTION_STYLE = (
    STYLE
    + """
<style>
.leakproof .leakproof-question { margin: 0 0 8px; font-weight: 600; line-height: 1.45; }
.leakproof .leakproof-choices { margin: 0; padding: 0; border: 0; min-width: 0; }
.leakproof .leakproof-choice {
  display: flex; gap: 8px; align-items: baseline; margin: 0; padding: 4px 8px; line-height: 1.45;
  border: 1px solid transparent; border-radius: 6px;
}
.leakproof label.leakproof-choice { cursor: pointer; }
.leakproof label.leakproof-choice:hover { background: var(--leakproof-shade); }
.leakproof label.leakproof-choice:focus-within { outline: 2px solid var(--leakproof-blue); }
.leakproof .leakproof-choice input {
  flex: none; align-self: center; margin: 0; outline: none; accent-color: var(--leakproof-blue);
}
.leakproof .leakproof-letter { flex: none; min-width: 1.2em; font-weight: 600; }
.leakproof .leakproof-chosen { border-color: var(--leakproof-blue); background: var(--leakproof-shade); }
.leakproof .leakproof-yours { flex: none; margin-left: auto; font-style: italic; }
.leakproof .leakproof-button {
  width: auto; margin: 12px 8px 4px 4px; padding: 0 14px; border-radius: 4px; font-weight: 600;
}
.leakproof .leakproof-button:focus-visible { outline: 2px solid var(--leakproof-blue); outline-offset: 2px; }
.leakproof .leakproof-said { margin: 8px 0 0; line-height: 1.45; }
.leakproof .leakproof-verdict { margin: 10px 0 2px; font-size: 1.1em; line-height: 1.45; }
.leakproof .leakproof-why { margin: 0; line-height: 1.45; }
.leakproof .leakproof-others {
  margin: 10px 0 0; padding: 8px 0 0; border-top: 1px solid var(--leakproof-edge); line-height: 1.45;
}
.leakproof .leakproof-other { margin: 4px 0 8px; line-height: 1.45; }
</style>"""
)


def question_text(prediction: Prediction) -> str:
    """The question with its choices, and how to answer without widgets."""
    choices = [f"  {choice.letter}. {choice.text}" for choice in prediction.choices]
    return "\n".join([f"Predict: {prediction.question}", *choices, f"Answer with {example_answer(prediction)}."])


def question_html(prediction: Prediction) -> str:
    """As `question_text`, as a card that needs nothing but itself."""
    choices = "".join(f'<div class="leakproof-choice">{_words(choice)}</div>' for choice in prediction.choices)
    return (
        f'{PREDICTION_STYLE}<div class="leakproof leakproof-card">'
        f'<div class="leakproof-question">{_question_words(prediction)}</div>{choices}'
        '<div class="leakproof-said leakproof-note">Run this cell to answer here, or answer with '
        f"{marked_up(f'`{example_answer(prediction)}`')}.</div></div>"
    )


def comparison_text(prediction: Prediction, chosen: Choice) -> str:
    """What the choice means: right or not yet and why, then the other choices."""
    lines = [_verdict(chosen), f"  {chosen.why}", "The others:"]
    for other in _others(prediction, chosen):
        lines += [f"  {_glyph(other)} {other.letter}. {other.text}", f"       {other.why}"]
    return "\n".join(lines)


def comparison_html(prediction: Prediction, chosen: Choice) -> str:
    """As `comparison_text`, as a card that needs nothing but itself."""
    return (
        f'{PREDICTION_STYLE}<div class="leakproof leakproof-card">'
        f"{locked_part(prediction, chosen)}{comparison_part(prediction, chosen)}</div>"
    )


def asking_part(prediction: Prediction, group: str) -> str:
    """The question with radio buttons, for a widget of the class ``leakproof-predict``.

    `group` tells these radio buttons from all others on the page. A choice clicks the radio button of the same
    number in the widget ``leakproof-predict-choice``, which the kernel hears. (Its own buttons are no group and show
    no code, and JupyterLab takes their keys: an arrow goes to the next cell, b inserts one. These are a group, and
    keep their keys.) It also makes the widget ``leakproof-predict-message`` one that is read aloud when it changes.
    """
    labels = "".join(
        f'<label class="leakproof-choice"><input type="radio" name="{group}" data-lm-suppress-shortcuts="true" '
        f"onchange=\"const card = this.closest('.leakproof-predict');"
        f" card.querySelector('.leakproof-predict-message').ariaLive = 'polite';"
        f" card.querySelectorAll('.leakproof-predict-choice input')[{number}].click()\">{_words(choice)}</label>"
        for number, choice in enumerate(prediction.choices)
    )
    return (
        f'<fieldset class="leakproof-choices"><legend class="leakproof-question">'
        f"{_question_words(prediction)}</legend>{labels}</fieldset>"
    )


def locked_part(prediction: Prediction, chosen: Choice) -> str:
    """The question with the choices, the chosen one marked, for a card."""
    choices = "".join(
        f'<div class="leakproof-choice{" leakproof-chosen" if choice is chosen else ""}">'
        f"{_words(choice)}{_YOURS if choice is chosen else ''}</div>"
        for choice in prediction.choices
    )
    return f'<div class="leakproof-question">{_question_words(prediction)}</div>{choices}'


def nothing_chosen_part(prediction: Prediction) -> str:
    """What to say when nothing was chosen; read aloud at once."""
    *letters, last = (choice.letter for choice in prediction.choices)
    return (
        f'<div class="leakproof-said" role="alert">Choose {", ".join(letters)} or {last} first, here or with '
        f"{marked_up(f'`{example_answer(prediction)}`')}.</div>"
    )


def locked_in_part(chosen: Choice, not_saved: str) -> str:
    """What to say after the choice was locked in; `not_saved` says why it could not be written down, if so."""
    note = f'<div class="leakproof-note">{escape(not_saved)}</div>' if not_saved else ""
    return (
        f'<div class="leakproof-said" role="status">You said <b>{chosen.letter}</b>. '
        f"Now run the next cell and see.</div>{note}"
    )


def remembered_part(chosen: Choice) -> str:
    """What to say when the learner comes back to a prediction that is answered already."""
    return f'<div class="leakproof-said">You said <b>{chosen.letter}</b> on your first try.</div>'


def comparison_part(prediction: Prediction, chosen: Choice) -> str:
    """What the choice means: right or not yet and why, then the other choices; for a card."""
    others = "".join(
        f'<div class="leakproof-other">{_mark(other, f"{other.letter}.")} {marked_up(other.text)}'
        f'<div class="leakproof-why leakproof-note">{marked_up(other.why)}</div></div>'
        for other in _others(prediction, chosen)
    )
    return (
        f'<div role="status"><div class="leakproof-verdict">{_mark(chosen, _verdict(chosen))}</div>'
        f'<div class="leakproof-why">{marked_up(chosen.why)}</div>'
        f'<div class="leakproof-others"><div class="leakproof-note">The others:</div>{others}</div></div>'
    )


def example_answer(prediction: Prediction) -> str:
    """What to type to answer without widgets, as ``predict("1.closed", "a")``."""
    return f'predict("{prediction.id}", "a")'


def marked_up(text: str) -> str:
    """`text` as HTML, with the parts between backticks as code."""
    return re.sub(r"`([^`]*)`", r'<code class="leakproof-code">\1</code>', escape(text))


_YOURS = ' <span class="leakproof-note leakproof-yours">(your prediction)</span>'


def _question_words(prediction: Prediction) -> str:
    return f'<span class="leakproof-badge leakproof-hollow">Predict:</span> {marked_up(prediction.question)}'


def _words(choice: Choice) -> str:
    return f'<span class="leakproof-letter">{choice.letter}.</span> <span>{marked_up(choice.text)}</span>'


def _verdict(choice: Choice) -> str:
    return f"You said {choice.letter}: {'right' if choice.right else 'not yet'}."


def _glyph(choice: Choice) -> str:
    return "✓" if choice.right else "✗"


def _mark(choice: Choice, words: str) -> str:
    tone = "ok" if choice.right else "luck"
    return f'<span class="leakproof-mark leakproof-{tone}">{_glyph(choice)} {words}</span>'


def _others(prediction: Prediction, chosen: Choice) -> list[Choice]:
    """The other choices, the right one first."""
    return sorted((choice for choice in prediction.choices if choice is not chosen), key=lambda other: not other.right)
