"""A live session as its learner sees it in a notebook: the question that the class votes on, as HTML and as text."""

from __future__ import annotations

from html import escape
from typing import Any

from leakproof.showing.predictions import PREDICTION_STYLE, marked_up

LIVE_STYLE = (
    PREDICTION_STYLE
    + """
<style>
.leakproof.leakproof-live { overflow: hidden; }
.leakproof .leakproof-ballot { display: flex; flex-direction: row; align-items: center; margin: 2px 0; }
.leakproof .leakproof-ballot > .leakproof-button { flex: none; min-width: 56px; margin: 2px 10px 2px 2px; }
.leakproof .leakproof-ballot > .widget-html { flex: 1; min-width: 0; margin: 0; }
.leakproof .leakproof-ballot .widget-html-content { line-height: 1.45; white-space: normal; }
.leakproof .leakproof-tally {
  display: grid; grid-template-columns: 5.5em 1fr 2.5em; gap: 2px 8px; align-items: center; max-width: 440px;
}
.leakproof .leakproof-tally i { height: 10px; min-width: 2px; background: var(--leakproof-blue); }
.leakproof .leakproof-tally i.leakproof-before { background: var(--leakproof-grey); }
</style>"""
)

_STAGES = {
    "open": "Vote now",
    "closed": "The vote is closed",
    "discuss": "Discuss with your neighbour",
    "revealed": "This is how the class voted",
    "explained": "This is the answer",
}
_DISCUSS = "Tell your neighbour what you chose, and why. Then everybody votes again."

View = dict[str, Any]


def standing_html(view: View, nickname: str, is_connected: bool, refused: str) -> str:
    """Who the learner is in this class, and whether the class can be heard."""
    if refused:
        return f'<span class="leakproof-mark leakproof-bad">✗ Not in the class.</span> {escape(refused)}'
    if not is_connected:
        return (
            '<span class="leakproof-mark leakproof-luck">… No word from the class.</span> '
            f"Go on working: {escape(_away_sentence(view))}"
        )
    neutral = view.get("neutral", "")
    return (
        f'<span class="leakproof-mark leakproof-ok">✓ In the class</span> as <b>{escape(nickname)}</b>'
        f'<span class="leakproof-note"> (on the projector, when names are hidden: {escape(neutral)})</span>'
    )


def standing_text(view: View, nickname: str, is_connected: bool, refused: str) -> str:
    """As `standing_html`."""
    if refused:
        return f"Not in the class. {refused}"
    if not is_connected:
        return f"No word from the class. Go on working: {_away_sentence(view)}"
    return f"In the class as {nickname} (on the projector, when names are hidden: {view.get('neutral', '')})."


def question_part(view: View) -> str:
    """The question, where it stands, and after the vote its counts; without the choices while they are buttons."""
    question = view.get("question")
    if question is None:
        return (
            '<div class="leakproof-said leakproof-note">When the teacher asks a question, it appears here.</div>'
            if view
            else ""
        )
    return (
        f'<div class="leakproof-said"><span class="leakproof-badge leakproof-hollow">{_stage(question)}</span></div>'
        f'<div class="leakproof-question" style="margin-top: 8px">{marked_up(question["text"])}</div>'
    )


def choice_part(choice: View, question: View) -> str:
    """One choice: its letter and words, the learner's own vote, how many voted for it, whether it is right, and why; as
    far as the class may know."""
    mine = ' <span class="leakproof-note">(your vote)</span>' if question["mine"] == choice["letter"] else ""
    letter = "" if question["stage"] == "open" else f'<span class="leakproof-letter">{choice["letter"]}.</span> '
    parts = [f"{letter}{_mark(choice)}{marked_up(choice['text'])}{mine}"]
    if "counts" in question:
        most = max((count for counts in question["counts"] for count in counts.values()), default=1)
        bars = "".join(
            f"<span>{words}</span><span><i{before} style='display: block; width: {100 * count / most:.0f}%'></i></span>"
            f"<b>{count}</b>"
            for words, before, count in _rows(question, choice["letter"])
        )
        parts.append(f'<div class="leakproof-tally leakproof-note">{bars}</div>')
    if "why" in choice:
        parts.append(f'<div class="leakproof-why leakproof-note">{marked_up(choice["why"])}</div>')
    return "".join(parts)


def message_part(question: View, sending: bool, late: bool) -> str:
    """What to say to the learner about the vote."""
    if not question:
        return ""
    said = ""
    if sending:
        said = "Your vote is on its way …"
    elif late:
        said = "Your last vote came too late: the round was over. It does not count."
    elif question["stage"] == "open":
        mine = question["mine"]
        said = f"Your vote: {mine}. You may change it until the vote is closed." if mine else "Choose one."
    elif question["stage"] == "closed":
        said = "Wait for the teacher."
    elif question["stage"] == "discuss":
        said = _DISCUSS
    return f'<div class="leakproof-said" role="status">{escape(said)}</div>' if said else ""


def question_text(view: View) -> str:
    """The question with its choices, as far as the class may know, and how to vote without buttons."""
    question = view.get("question")
    if question is None:
        return "No question is open. When the teacher asks one, vote() shows it."
    lines = [f"{_stage(question)}: {question['text']}"]
    for choice in question["choices"]:
        mine = " (your vote)" if question["mine"] == choice["letter"] else ""
        counted = "; ".join(f"{words}: {count}" for words, _, count in _rows(question, choice["letter"]))
        glyph = {True: "✓ ", False: "✗ "}.get(choice.get("right"), "")
        lines.append(f"  {choice['letter']}. {glyph}{choice['text']}{mine}" + (f" [{counted}]" if counted else ""))
        if "why" in choice:
            lines.append(f"       {choice['why']}")
    if question["stage"] == "open":
        lines.append('Vote with vote("a"); until the vote is closed you may change it.')
    elif question["stage"] == "discuss":
        lines.append(_DISCUSS)
    return "\n".join(lines)


def _stage(question: View) -> str:
    again = " again" if question["stage"] == "open" and question["round"] > 1 else ""
    return _STAGES[question["stage"]] + again


def _rows(question: View, letter: str) -> list[tuple[str, str, int]]:
    counts = question.get("counts", [])
    words = ["votes"] if len(counts) == 1 else ["before", "after"]
    return [
        (word, ' class="leakproof-before"' if word == "before" else "", count.get(letter, 0))
        for word, count in zip(words, counts, strict=False)
    ]


def _mark(choice: View) -> str:
    if "right" not in choice:
        return ""
    tone, glyph, word = ("ok", "✓", "right") if choice["right"] else ("luck", "✗", "not so")
    return f'<span class="leakproof-mark leakproof-{tone}">{glyph} {word}:</span> '


def _away_sentence(view: View) -> str:
    if view:
        return "your checks and votes are kept, and sent as soon as it can be heard again."
    return "this goes on trying. If it lasts, compare the address with the teacher's page."
