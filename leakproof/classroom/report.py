"""Writes the report on a graded class: one HTML file that needs nothing but itself, to read, to project and to print.

At the top stands what to talk about next time; then a heat map of learners and exercises, every exercise with the
requirements most often broken, answers that are for a look, and a page for every learner. `report.jinja` is the
class's part, `learner.jinja` one learner's page, `report.css` the look, and `report.js.jinja` what a reader can do
without: sorting, and unpacking what had to be packed.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from leakproof.classroom.marks import Class, Learner, Mark
from leakproof.classroom.similarity import Group, Likeness, likeness, together
from leakproof.course import Exercise, course
from leakproof.judging.verdict import Outcome
from leakproof.showing.style import STYLE
from leakproof.showing.words import clean
from leakproof.whole_file import write_whole

TO_TALK_ABOUT = 3
"""Headlines at the top of the report."""
MOST_HEADLINES = 5
"""Of an exercise that are shown at once; the others are folded."""
MOST_PAIRS = 10
"""Of learners whose answers are alike in several exercises."""
MOST_OF_AN_ANSWER = 20_000
"""Characters that are shown of one answer."""
MOST_UNPACKED = 5_000_000
"""Characters of all learners' pages together; where they have more, each page is packed, and unpacked when opened."""


class NoReport(Exception):
    """The report cannot be written; the message says why."""


class State(NamedTuple):
    """How an answer stands: its sign, its word, and the letter of its class in the table."""

    sign: str
    word: str
    letter: str


SOLVED = State("✓", "solved", "f")
HALF = State("◐", "half the points", "h")
NONE = State("✗", "no points yet", "n")
NOT_ATTEMPTED = State("·", "not attempted", "o")
STATES = (SOLVED, HALF, NONE, NOT_ATTEMPTED)


def state(mark: Mark) -> State:
    """How this answer stands."""
    if mark.outcome == Outcome.NOT_ATTEMPTED:
        return NOT_ATTEMPTED
    if mark.outcome == Outcome.CORRECT:
        return SOLVED
    return HALF if mark.points else NONE


@dataclass(frozen=True)
class Broken:
    """A requirement that was the headline of several answers."""

    requirement: str
    learners: int
    sentence: str
    """What to say in class."""
    example: str
    """One finding, of nobody in particular."""
    exercises: tuple[tuple[Exercise, int], ...]
    """Where, and how often, the most frequent first."""


def write_report(graded: Class, path: Path) -> None:
    """Write the report on this class to `path`, whole or not at all. Raises `NoReport`."""
    html = report_html(graded)
    try:
        write_whole(path, html)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise NoReport(f"The report cannot be written to {path}: {reason}. Name another file.") from None


def report_html(graded: Class) -> str:
    """The report on this class as HTML."""
    environment = _environment()
    script = environment.get_template("report.js.jinja").render()
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    found = likeness(graded)
    return environment.get_template("report.jinja").render(
        graded=graded,
        course=course(),
        states=STATES,
        style=Markup(STYLE),
        script=Markup(script),
        script_hash=f"sha256-{digest}",
        talk=talk_about(graded),
        broken={exercise.id: broken(graded, [exercise]) for exercise in course().exercises},
        counts={exercise.id: _counts(graded, exercise) for exercise in course().exercises},
        alike=_alike(graded, found),
        together=together(found)[:MOST_PAIRS],
        as_solution=[(id, len(its.as_solution)) for id, its in found.items() if its.as_solution],
        pages=_pages(environment, graded),
        most_headlines=MOST_HEADLINES,
    )


def talk_about(graded: Class) -> list[Broken]:
    """The requirements that most learners broke, over all exercises."""
    return broken(graded, course().exercises)[:TO_TALK_ABOUT]


def broken(graded: Class, exercises: Sequence[Exercise]) -> list[Broken]:
    """The headlines of these exercises, those that most learners have first, then in the course's order."""
    marks: dict[str, list[tuple[int, Exercise, Mark]]] = defaultdict(list)
    for exercise in exercises:
        for place, learner in enumerate(graded.learners):
            mark = learner.marks[exercise.id]
            if mark.headline:
                marks[mark.headline].append((place, exercise, mark))
    found = [_broken(headline, having) for headline, having in marks.items()]
    return sorted(found, key=lambda each: -each.learners)


def _broken(headline: str, having: list[tuple[int, Exercise, Mark]]) -> Broken:
    often = Counter(exercise for _, exercise, _ in having).most_common()
    hints = [mark.hint for _, _, mark in having if mark.hint] or [often[0][0].hints[0]]
    return Broken(
        headline,
        len({place for place, _, _ in having}),
        _most_common(hints),
        _most_common(_sentence(mark.findings[0]) for _, _, mark in having),
        tuple(often),
    )


def _most_common(texts: Iterable[str]) -> str:
    return Counter(texts).most_common(1)[0][0]


def _counts(graded: Class, exercise: Exercise) -> list[tuple[State, int]]:
    having = Counter(state(learner.marks[exercise.id]) for learner in graded.learners)
    return [(each, having[each]) for each in STATES]


def _alike(graded: Class, found: dict[str, Likeness]) -> list[tuple[Exercise, list[tuple[Group, list[Mark]]]]]:
    """The exercises with answers for a look, each with its groups, and of each group two answers to look at."""
    result = []
    for exercise in course().exercises:
        groups = [
            (group, _two([graded.learners[place].marks[exercise.id] for place in group.learners]))
            for group in found[exercise.id].groups
        ]
        if groups:
            result.append((exercise, groups))
    return result


def _two(marks: Sequence[Mark]) -> list[Mark]:
    """The first, and the first whose text is another one, if there is such."""
    return [marks[0], next((mark for mark in marks if mark.source != marks[0].source), marks[1])]


def _pages(environment: Environment, graded: Class) -> list[Markup]:
    """For each learner the inside of their page, all of them packed when they are many characters."""
    template = environment.get_template("learner.jinja")
    pages = [
        template.render(graded=graded, learner=learner, exercises=_by_state(learner)) for learner in graded.learners
    ]
    if sum(map(len, pages)) > MOST_UNPACKED:
        pages = [_packed(page) for page in pages]
    return [Markup(page) for page in pages]


def _by_state(learner: Learner) -> dict[str, list[tuple[Exercise, Mark, State]]]:
    """The learner's exercises: those to work on, those that are solved, and those not attempted."""
    result: dict[str, list[tuple[Exercise, Mark, State]]] = {"open": [], "solved": [], "not_attempted": []}
    for exercise in course().exercises:
        its = state(mark := learner.marks[exercise.id])
        where = {SOLVED: "solved", NOT_ATTEMPTED: "not_attempted"}.get(its, "open")
        result[where].append((exercise, mark, its))
    return result


def _packed(page: str) -> str:
    packed = base64.b64encode(gzip.compress(page.encode(), mtime=0)).decode()
    return (
        "<noscript><p>In the report of a large class this page is packed, and needs JavaScript.</p></noscript>"
        f'<script type="application/gzip">{packed}</script>'
    )


# -- words


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters.update(marked=_marked, line=_line, answer=_answer, sentence=_sentence, counted=_counted)
    environment.globals["state"] = state
    return environment


def _line(text: str, most: int = 600) -> str:
    """What others wrote, as one line of at most so many characters."""
    return clean(text, most)


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _sentence(finding: tuple[str, str, str]) -> str:
    """What happened when, as a sentence."""
    _, when, what = (_line(text) for text in finding)
    told = f"{when}: {what}" if when else what
    return f"{told[:1].upper()}{told[1:].rstrip('.')}."


def _marked(text: str) -> Markup:
    """HTML of a sentence with pieces of code between backticks."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(_line(text, 1200), quote=False)))


_TO_BE_SEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def _answer(source: str) -> Markup:
    """HTML of an answer: what cannot be seen in it, or would turn its order, is shown by its number."""
    left_out = len(source) - MOST_OF_AN_ANSWER
    more = f"\n… and {left_out:,} more characters" if left_out > 0 else ""
    text = source[:MOST_OF_AN_ANSWER].replace("\r\n", "\n").strip("\n") + more
    return Markup(escape(_TO_BE_SEEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text), quote=False))
