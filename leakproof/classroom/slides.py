"""Makes one self-contained page of slides from each lesson's notebook and its stored outputs.

The pages have a small viewer of their own, `pages/slides.js`. nbconvert's slides and reveal.js fetch scripts, fonts and
MathJax when they are shown, reveal.js comes in no Python package, and neither knows that here an output is shown only
after the class has predicted it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from leakproof.classroom.cells import code_html, outputs_html, styles
from leakproof.classroom.lessons import Code, Part, Prose, Question, Section, read_lesson, text_of
from leakproof.classroom.pages import page
from leakproof.course import Lesson
from leakproof.course.predictions import Prediction
from leakproof.course.solutions import ROOT
from leakproof.showing.predictions import marked_up
from leakproof.showing.style import STYLE

MOST_WORDS = 90
"""Of prose on one slide; more becomes the next slide."""
FEW_WORDS = 30
"""So few may stand above a question."""


@dataclass(frozen=True)
class Block:
    """A piece of a slide."""

    kind: str
    """``prose``, ``lead`` (prose that gives way when the slide is full), ``cell``, ``output``, ``question``."""
    html: str
    step: int = 0
    """After how many presses of a key it is shown."""


@dataclass(frozen=True)
class Slide:
    """One slide: a heading, what kind of step it is, and its blocks."""

    section: int
    title: str
    label: str
    """The step of the lesson, as ``Predict``; empty for prose."""
    blocks: tuple[Block, ...]


def slides_page(lesson: Lesson, root: Path = ROOT) -> str:
    """The slides of a lesson as one page of HTML that needs no network and no other file.

    Raises `NoLessonToShow` when its notebook cannot be read.
    """
    sections = read_lesson(lesson, root=root)
    slides = list(slides_of(lesson, sections))
    bare, sheets = styles([STYLE, *(block.html for slide in slides for block in slide.blocks)])
    html = iter(bare[1:])
    return page(
        "slides.html.jinja",
        lesson=lesson,
        sections=sections,
        slides=[(slide, [(block, next(html)) for block in slide.blocks]) for slide in slides],
        styles=sheets,
    )


def slides_of(lesson: Lesson, sections: list[Section]) -> Iterator[Slide]:
    """The slides of a lesson, in order; the last one lists its exercises."""
    for number, section in enumerate(sections):
        yield from _Section(number, section).slides()
    if lesson.exercises:
        rows = "".join(
            f"<tr><td>{one.id}</td><td>{escape(one.title)}</td><td>{one.minutes} minutes</td>"
            f"<td>{'who wants a challenge' if one.challenge else 'everyone'}</td></tr>"
            for one in lesson.exercises
        )
        heads = "".join(f"<th>{head}</th>" for head in ("exercise", "what", "time", "for whom"))
        table = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        where = f"<p>They wait in <code>exercises/{lesson.file_name}</code>.</p>"
        yield Slide(len(sections) - 1, "Now you", "Try", (Block("prose", table + where),))


class _Section:
    """Cuts a section into slides: one idea each, the output after the code, the comparison after the output."""

    def __init__(self, number: int, section: Section) -> None:
        self.number, self.section = number, section
        self.lead: list[str] = []
        """Prose that waits for the next slide."""
        self.seen = ""
        """The outputs that the next prose explains."""
        self.asked: Prediction | None = None
        """The question that waits for its answer."""

    def slides(self) -> Iterator[Slide]:
        if not self.section.parts:
            yield self._slide("", [])
        for part in self.section.parts:
            yield from self._part(part)
        yield from self._prose(self.lead)
        yield from self._compare()

    def _part(self, part: Part) -> Iterator[Slide]:
        match part:
            case Prose(blocks):
                yield from self._prose(self.lead)
                explaining = len(blocks) - _leads_on(blocks[-1]) if self.seen else 0
                yield from self._prose(blocks[:explaining])
                self.lead = list(blocks[explaining:])
            case Question(asked):
                yield from self._compare()
                yield from self._question(asked)
            case Code() if not part.prepares:
                yield from self._code(part)

    def _question(self, asked: Prediction) -> Iterator[Slide]:
        short = sum(map(_words, self.lead)) <= FEW_WORDS
        if not short:
            yield from self._prose(self.lead)
        yield self._slide("Predict", [*_lead(self.lead), Block("question", _choices(asked))])
        self.lead, self.seen, self.asked = [], "", asked

    def _code(self, code: Code) -> Iterator[Slide]:
        *before, last = _chunks(self.lead) or [[]]
        for chunk in before:
            yield self._slide("", [Block("prose", "".join(chunk))])
        shown = outputs_html(code.outputs)
        blocks = [*_lead(last), Block("cell", code_html(code.source, numbered=bool(shown)))]
        if shown:
            blocks.append(Block("output", shown, step=1))
        yield self._slide("Run, and see" if shown else "Code", blocks)
        self.lead = []
        self.seen = outputs_html(code.outputs, whole_traceback=False)
        if shown:
            yield from self._compare()

    def _prose(self, blocks: Iterable[str]) -> Iterator[Slide]:
        """Slides of prose; the first one repeats the output that it explains."""
        for chunk in _chunks(blocks):
            output = [Block("output", self.seen)] if self.seen else []
            yield self._slide("Explain" if output else "", [*output, Block("prose", "".join(chunk))])
            self.seen = ""
        self.lead = []

    def _compare(self) -> Iterator[Slide]:
        if self.asked is not None:
            yield self._slide("Compare", [Block("question", _answers(self.asked))])
            self.asked = None

    def _slide(self, label: str, blocks: list[Block]) -> Slide:
        return Slide(self.number, self.section.title, label, tuple(blocks))


def _lead(blocks: list[str]) -> list[Block]:
    return [Block("lead", "".join(blocks))] if blocks else []


def _leads_on(block: str) -> bool:
    """Whether a paragraph leads on to the code below it, and does not explain what was above."""
    return text_of(block).endswith(":")


def _announces(block: str) -> bool:
    """Whether a paragraph is nothing without the next: a bold line, or one that leads on."""
    return _leads_on(block) or re.fullmatch(r"<p>\s*<strong>[^<]*</strong>\s*</p>", block) is not None


def _words(block: str) -> int:
    return len(text_of(block).split())


def _chunks(blocks: Iterable[str]) -> list[list[str]]:
    """The blocks in groups of about the same size that fit on a slide each; long lists are cut between their points."""
    pieces = [piece for block in blocks for piece in _pieces(block)]
    total = sum(map(_words, pieces))
    most = total / math.ceil(total / MOST_WORDS) + FEW_WORDS / 2 if total else 0
    chunks: list[list[str]] = []
    room = 0.0
    for piece in pieces:
        if chunks and (_words(piece) <= room or _announces(chunks[-1][-1])):
            chunks[-1].append(piece)
        else:
            chunks.append([piece])
            room = most
        room -= _words(piece)
    return chunks


def _pieces(block: str) -> list[str]:
    """A block, or the points of a list that is too long for a slide, each as a list."""
    found = BeautifulSoup(block, "html.parser").find(["ul", "ol"], recursive=False)
    if _words(block) <= MOST_WORDS or not isinstance(found, Tag):
        return [block]
    points = found.find_all("li", recursive=False)
    start = ' start="{}"' if found.name == "ol" else ""
    return [f"<{found.name}{start.format(n)}>{point}</{found.name}>" for n, point in enumerate(points, 1)]


def _choices(asked: Prediction) -> str:
    """The question, to vote on."""
    choices = "".join(
        f"<li><b>{choice.letter}</b> <span>{marked_up(choice.text)}</span></li>" for choice in asked.choices
    )
    return f'<p>{marked_up(asked.question)}</p><ul class="choices">{choices}</ul>'


def _answers(asked: Prediction) -> str:
    """The choices, each with whether it is right and why."""
    marks = {True: ("right", "✓ right"), False: ("wrong", "✗ not so")}
    answers = "".join(
        f'<li class="{marks[choice.right][0]}"><b>{choice.letter} {marks[choice.right][1]}</b>'
        f"<span>{marked_up(choice.text)}<small>{marked_up(choice.why)}</small></span></li>"
        for choice in asked.choices
    )
    return f'<p>{marked_up(asked.question)}</p><ul class="choices answers">{answers}</ul>'
