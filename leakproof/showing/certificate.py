"""The certificate of completion: one SVG that needs nothing but itself, for A4 landscape."""

from __future__ import annotations

import base64
import itertools
import os
import unicodedata
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from leakproof.course import Course
from leakproof.progress import Standing
from leakproof.showing.achievement import Achieved, NoCertificate, Solved, achieved, names
from leakproof.showing.style import STYLE
from leakproof.showing.words import clean
from leakproof.whole_file import write_whole

MARK = 'data-leakproof="certificate"'
"""Stands in the first element of every certificate."""

_WIDTH, _HEIGHT = 1188, 840  # four units a millimetre
_MIDDLE = _WIDTH / 2
_LEFT, _RIGHT = 92, _WIDTH - 92
_LIST_TOP, _LIST_BOTTOM = 436, 748
_GAP = 44  # between columns
_NAME_WIDTH = 740
_NAME_SIZES = (60, 42, 28)  # the largest letters for a name on one, two and three lines
_INK, _QUIET, _EDGE = "#1f2328", "#57606a", "#d5dae0"
_BLUE, _PURPLE, _GOLD = "#0b6a8f", "#6b3fb8", "#8a5a00"


def certificate_svg(course: Course, standing: Standing, name: str) -> str:
    """The certificate for the learner of this name. Raises `NoCertificate` as long as an exercise that is no challenge
    is not solved, or when there is nothing in the name."""
    its = achieved(course, standing, name)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" {MARK} width="297mm" height="210mm" '
            f'viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img">',
            f"<title>{escape(f'Leakproof: certificate for {its.name}')}</title>",
            f"<desc>{escape(f'{its.sentence()} {its.details()}')}</desc>",
            _STYLE,
            f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
            f'<rect x="26" y="26" width="{_WIDTH - 52}" height="{_HEIGHT - 52}" rx="10" fill="none" '
            f'stroke="{_EDGE}" stroke-width="1.5"/>',
            *_nested_lifelines(len(course.lessons)),
            *_words(its),
            *_seal(its.distinction),
            *_list(its.solved),
            "</svg>\n",
        ]
    )


def certificate_text(course: Course, standing: Standing, name: str, file: str) -> str:
    """What is said beside a certificate that was written to `file`. Raises `NoCertificate` as `certificate_svg`."""
    its = achieved(course, standing, name)
    lines = [its.sentence(), f"The certificate is in {file}: open it in a browser to print it."]
    if not its.distinction:
        lines.append(f"It will say “with distinction” when these are solved with all points too: {names(its.missing)}.")
    return "\n".join(lines)


def certificate_html(svg: str, text: str) -> str:
    """The certificate as a notebook shows it: as a picture, in which no style of the page has a say, with the text."""
    said, *notes = text.split("\n")
    encoded = base64.b64encode(svg.encode()).decode()
    return (
        f'{STYLE}<div class="leakproof"><img alt="{escape(said)}" style="width: 100%; max-width: 900px" '
        f'src="data:image/svg+xml;base64,{encoded}"><div class="leakproof-note">{escape(" ".join(notes))}</div></div>'
    )


def save_certificate(path: Path, svg: str) -> None:
    """Writes the certificate to `path`, whole or not at all, where no other file is than an older certificate. Raises
    `NoCertificate` when that cannot be done."""
    try:
        if not path.name:
            raise ValueError("that names no file")
        if os.path.lexists(path) and not _is_certificate(path):
            raise NoCertificate(f"{path} is there already and is no certificate: move it away, or give another name.")
        write_whole(path, svg)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise NoCertificate(f"The certificate cannot be written to {path}: {reason.lower()}.") from None


def _is_certificate(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open(encoding="utf-8", errors="replace") as file:
        return MARK in file.read(1000).partition(">")[0]


# -- the drawing

_STYLE = """<style>
@page { size: A4 landscape; margin: 0; }
text { font-family: system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; fill: #1f2328; }
.serif { font-family: Georgia, "Times New Roman", "Noto Serif", "DejaVu Serif", serif; }
.middle { text-anchor: middle; } .end { text-anchor: end; } .quiet { fill: #57606a; } .bold { font-weight: 600; }
.spaced { letter-spacing: 3px; } .name { unicode-bidi: plaintext; }
</style>"""


def _text(x: float, y: float, size: float, words: str, classes: str = "", colour: str = "") -> str:
    style = f' style="fill:{colour}"' if colour else ""
    return f'<text x="{x:g}" y="{y:g}" font-size="{size:.3g}" class="{classes}"{style}>{escape(words)}</text>'


def _lifeline(left: float, right: float, y: float, weight: float, colour: str = _BLUE) -> str:
    """A bar that begins with a stroke and ends with a dot, where it should."""
    return (
        f'<path d="M{left:g} {y:g}H{right:g}" stroke="{colour}" stroke-width="{weight:g}"/>'
        f'<path d="M{left:g} {y - 2 * weight:g}V{y + 2 * weight:g}" stroke="{colour}" stroke-width="{weight * 0.8:g}" '
        f'stroke-linecap="round"/><circle cx="{right:g}" cy="{y:g}" r="{weight * 1.5:g}" fill="{colour}"/>'
    )


def _nested_lifelines(count: int) -> Iterator[str]:
    """One for each lesson: the last one that began is the first that ends, although an exception flies through all."""
    apart = min(11.0, 88 / max(1, count))
    inward = min(46.0, 380 / max(1, count))
    top, weight = 66, apart * 0.36
    bottom = top + apart * (count - 1)
    thrown = _MIDDLE + 0.1 * _WIDTH
    for number in range(count):
        yield _lifeline(_LEFT + inward * number, _RIGHT - inward * number, top + apart * number, weight)
    yield (
        f'<path d="M{thrown:g} {top - 4}V{bottom + 14:g}" stroke="{_PURPLE}" stroke-width="2" stroke-dasharray="5 4"/>'
        f'<circle cx="{thrown:g}" cy="{top - 14}" r="9" fill="{_PURPLE}"/>'
        f'<path d="M{thrown - 3.5:g} {top - 17.5}l7 7m0 -7l-7 7" stroke="#fff" stroke-width="2" '
        'stroke-linecap="round"/>'
    )


def _words(its: Achieved) -> Iterator[str]:
    """The head, the name, and what is certified."""
    how = " with distinction" if its.distinction else ""
    yield _text(_MIDDLE, 192, 15, "LEAKPROOF · RESOURCE MANAGEMENT IN PYTHON", "middle spaced quiet")
    yield _text(_MIDDLE, 236, 38, "Certificate of completion", "middle serif")
    yield _text(_MIDDLE, 266, 15, "This is to say that", "middle quiet")
    lines, size = _name_lines(its.name)
    middle = 320
    for number, line in enumerate(lines):
        y = middle + size * (0.35 + 1.12 * (number - (len(lines) - 1) / 2))
        yield _text(_MIDDLE, y, size, line, "middle serif name", _BLUE)
    yield _text(_MIDDLE, 390, 19, f"has completed the course{how}", "middle serif")
    yield _text(_MIDDLE, 413, 13, f"{its.sum()}, by answers that survived every fault", "middle quiet")
    yield _text(_LEFT, 788, 13, f"The last exercise was solved on {its.on}.", "bold")
    yield _text(_RIGHT, 788, 13, "Every line ends where it should: nothing leaked.", "end quiet")


def _name_lines(name: str) -> tuple[list[str], float]:
    """The name on as many lines as let its letters be largest, and their size."""
    best: tuple[list[str], float] = ([name], 0)
    for lines, largest in enumerate(_NAME_SIZES, 1):
        broken = _broken(name, lines)
        size = min(largest, _NAME_WIDTH / max(map(_ems, broken)))
        if len(broken) == lines and size > best[1]:
            best = broken, size
    return best


def _broken(name: str, lines: int) -> list[str]:
    """The name on so many lines of about the same width, broken between words."""
    due, result = _ems(name) / lines, [""]
    for word in name.split():
        longer = f"{result[-1]} {word}".strip()
        if result[-1] and len(result) < lines and _ems(longer) - _ems(word) / 2 > due:
            result.append(word)
        else:
            result[-1] = longer
    return result


def _ems(text: str) -> float:
    """About how wide the text is, in sizes of its letters, rather too wide than too narrow."""
    return sum(map(_em, text))


def _em(character: str) -> float:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF" or character in "MWmw@%—":
        return 1.0
    return 0.74 if character.isupper() else 0.58


def _seal(distinction: bool) -> Iterator[str]:
    """At the right, beside the name; with distinction it is golden and has a second ring."""
    x, y, colour = _RIGHT - 44, 292, _GOLD if distinction else _BLUE
    yield f'<circle cx="{x}" cy="{y}" r="44" fill="none" stroke="{colour}" stroke-width="2.5"/>'
    if distinction:
        yield (
            f'<circle cx="{x}" cy="{y}" r="51" fill="none" stroke="{colour}" stroke-width="5" stroke-linecap="round" '
            f'stroke-dasharray="0 {2 * 3.14159265 * 51 / 36:.4f}"/>'
        )
    yield (
        f'<path d="M{x - 17} {y - 12}l12 13l23 -26" fill="none" stroke="{colour}" stroke-width="6" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
    )
    words = ("WITH", "DISTINCTION") if distinction else ("COMPLETED",)
    for number, word in enumerate(words):
        yield _text(x, y + 20 + 9 * number, 7.8, word, "middle bold", colour)


def _list(solved: Sequence[Solved]) -> Iterator[str]:
    """The lessons, each as a lifeline with its exercises below, in columns as even as their order allows."""
    columns = _in_columns(solved, min(len(solved), 2 if len(solved) <= 4 else 3))
    line = min(17.0, (_LIST_BOTTOM - _LIST_TOP) / max(map(_height, columns)))
    width = (_RIGHT - _LEFT - _GAP * (len(columns) - 1)) / len(columns)
    for number, column in enumerate(columns):
        left, y = _LEFT + number * (width + _GAP), _LIST_TOP + 0.4 * line
        for lesson in column:
            yield from _lesson(lesson, left, left + width, y, line)
            y += line * _lines(lesson)


def _lines(solved: Solved) -> float:
    """How many lines a lesson takes, with the space below it."""
    return 2.4 + len(solved[1])


def _height(column: Sequence[Solved]) -> float:
    return sum(map(_lines, column))


def _in_columns(lessons: Sequence[Solved], count: int) -> list[Sequence[Solved]]:
    """The lessons in their order, so that the longest column is as short as can be."""
    ways = (
        [lessons[start:end] for start, end in itertools.pairwise((0, *cuts, len(lessons)))]
        for cuts in itertools.combinations(range(1, len(lessons)), count - 1)
    )
    return min(ways, key=lambda columns: max(map(_height, columns)))


def _lesson(solved: Solved, left: float, right: float, y: float, line: float) -> Iterator[str]:
    lesson, exercises = solved
    size, bar = line * 0.76, y + line * 1.25
    points, of = sum(points for _, points in exercises), sum(exercise.points for exercise in lesson.exercises)
    yield _text(left, y + line * 0.7, size, f"{lesson.number}  {clean(lesson.title, 44)}", "bold")
    yield _text(right, y + line * 0.7, size * 0.9, f"{points} of {of} points", "end quiet")
    yield _lifeline(left, right - 4, bar, 2.4)
    for number in range(1, len(exercises) + 1):
        x = left + (right - 4 - left) * number / (len(exercises) + 1)
        yield f'<circle cx="{x:g}" cy="{bar:g}" r="3.2" fill="#fff" stroke="{_BLUE}" stroke-width="1.6"/>'
    for number, (exercise, its) in enumerate(exercises, 1):
        row = bar + line * (number + 0.15)
        yield _text(left, row, size * 0.9, exercise.id, "quiet")
        yield _text(left + size * (1.5 + 0.5 * len(str(lesson.number))), row, size * 0.9, clean(exercise.title, 56))
        yield _text(right, row, size * 0.9, str(its), "end quiet")
