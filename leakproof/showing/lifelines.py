"""The lifeline picture: one bar a resource on a common axis of time, and a text that says the same."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape

from leakproof.showing.style import STYLE
from leakproof.showing.words import clean as _clean
from leakproof.watching.lives import Life, Moment, Raised, Recording, Release

MOST_LIVES = 40
"""More resources than that are not shown one by one; those that leaked come first."""
MOST_EXCEPTIONS = 9
MOST_COLUMNS = 60
"""A recording with more ticks than that is compressed around the ticks at which something happened."""

GLYPHS = {Release.WITH: "●", Release.CALL: "●", Release.LUCK: "◆", Release.ENDED: "○", Release.NEVER: "▶"}
TONES = {
    Release.WITH: "leakproof-ok",
    Release.CALL: "leakproof-ok",
    Release.LUCK: "leakproof-luck",
    Release.ENDED: "leakproof-neutral",
    Release.NEVER: "leakproof-bad",
}
# For each kind: how it begins, how it is released, what it is while it lives.
VERBS = {
    "process": ("started", "ended", "running"),
    "thread": ("started", "ended", "running"),
    "task": ("started", "ended", "running"),
    "async generator": ("started", "closed", "open"),
    "transaction": ("began", "ended", "open"),
    "lock": ("taken", "released", "held"),
    "temporary folder": ("made", "removed", "there"),
    "manager": ("entered", "left", "inside"),
}
USUAL_VERBS = ("opened", "closed", "open")
MIXED_VERBS = ("opened", "released", "open")


def lifelines_text(recording: Recording) -> str:
    """All that the picture of `recording` says, as lines of text: the headline, two lines a resource, one an
    exception. The same recording always gives the same text."""
    lanes = recording.lanes if len(recording.lanes) > 1 else []
    shown, hidden = _choose(recording.lives)
    lines = [_headline(recording.lives)]
    width = min(32, max((len(_label(life)) for life in shown), default=0))
    for lane, lives in _by_lane(shown, lanes):
        if lane:
            lines.append(f"In {_clean(lane)}:")
        for life in lives:
            begun = _verbs([life])[0] + _on_line(life.opened)
            story = ", ".join([begun, *_uses(life), _ending(life)])
            lines.append(f"{GLYPHS[life.how]} {_label(life):{width}}  {story}")
            if life.opened.place.line:
                lines.append(f"    {life.opened.place.line}: {_clean(life.opened.place.code)}")
    if hidden:
        lines.append(_and_more(hidden))
    for raised in recording.exceptions[:MOST_EXCEPTIONS]:
        message = f" ({_clean(raised.message)})" if raised.message else ""
        chain = _chain(raised, recording.exceptions)
        lines.append(f"! {_clean(raised.type)} {_raised(raised, lanes)}{chain}: {_caught(raised)}{message}")
    lines += _and_more_exceptions(recording)
    return "\n".join(lines)


def lifelines_html(recording: Recording) -> str:
    """The picture of `recording`: HTML that needs nothing but itself. Stripped of style and attributes it
    still reads as text."""
    lanes = recording.lanes if len(recording.lanes) > 1 else []
    exceptions = recording.exceptions[:MOST_EXCEPTIONS]
    shown, hidden = _choose(recording.lives)
    parts = [
        f'{STYLE}\n<div class="leakproof leakproof-card leakproof-lifelines" role="figure" '
        f'aria-label="{_quoted(_headline(recording.lives))}">',
        f'<div class="leakproof-headline">{_headline_html(recording.lives)}</div>',
    ]
    if shown:
        time = _Time(recording.ticks, *_ticks_of_interest(shown, exceptions))
        flights = _stagger([time.position(raised.raised.tick) for raised in exceptions])
        levels = 1 + max((level for _, level in flights), default=0)
        parts.append(f'<div class="leakproof-rows" style="--leakproof-levels:{levels}">')
        parts.append(_sky(flights))
        for lane, lives in _by_lane(shown, lanes):
            if lane:
                parts.append(f'<div class="leakproof-lane"><span>In <bdi>{_quoted(lane)}</bdi></span></div>')
            parts += [_row(life, time) for life in lives]
        parts.append("</div>")
        parts.append(_axis(time, shown, exceptions))
    if hidden:
        parts.append(f'<div class="leakproof-note">{_quoted(_and_more(hidden))}</div>')
    if exceptions:
        parts.append('<div class="leakproof-legend">')
        parts += [_legend(number, raised, lanes, exceptions) for number, raised in enumerate(exceptions, 1)]
        parts += [f'<div class="leakproof-note">{line}</div>' for line in _and_more_exceptions(recording)]
        parts.append("</div>")
    parts.append("</div>")
    return "\n".join(parts)


# -- which lives, in which order


def _choose(lives: Sequence[Life]) -> tuple[list[Life], list[Life]]:
    """The lives that are shown one by one, and the others; both in order of opening."""
    by_importance = sorted(lives, key=lambda life: life.how is not Release.NEVER)
    numbers = {life.number for life in by_importance[:MOST_LIVES]}
    shown = [life for life in lives if life.number in numbers]
    return shown, [life for life in lives if life.number not in numbers]


def _by_lane(lives: Sequence[Life], lanes: Sequence[str]) -> list[tuple[str, list[Life]]]:
    """The lives of each lane; all of them under the name "" when there are no lanes to tell apart."""
    if not lanes:
        return [("", list(lives))]
    groups = [(lane, [life for life in lives if life.opened.lane == lane]) for lane in lanes]
    return [(lane, group) for lane, group in groups if group]


# -- the words, the same in text and picture


def _verbs(lives: Sequence[Life]) -> tuple[str, str, str]:
    kinds = {life.kind for life in lives}
    return VERBS.get(kinds.pop(), USUAL_VERBS) if len(kinds) == 1 else MIXED_VERBS


def _fates(lives: Sequence[Life]) -> list[tuple[Release, str]]:
    """How many ended how, in few words: ``(WITH, "2 closed by with")``, ``(LUCK, "1 by luck")``."""
    counts = Counter((life.how, life.call if life.how in (Release.CALL, Release.ENDED) else "") for life in lives)
    order = list(Release)
    verb = _verbs(lives)[1] + " "
    fates = []
    for (how, call), count in sorted(counts.items(), key=lambda item: order.index(item[0][0])):
        if how is Release.NEVER:
            words = "LEAKED"
        elif how is Release.ENDED:
            words = _clean(call) or ("ended by itself" if count == 1 else "ended by themselves")
        else:
            words = f"{verb}by {_clean(call) or how.value}"
            verb = ""
        fates.append((how, words if len(lives) == 1 else f"{count} {words}"))
    return fates


def _count(lives: Sequence[Life]) -> str:
    """As "2 files opened"."""
    kinds = {life.kind for life in lives}
    noun = _clean(kinds.pop()) if len(kinds) == 1 else "resource"
    if len(lives) > 1:
        noun += "es" if noun.endswith("s") else "s"
    return f"{len(lives)} {noun} {_verbs(lives)[0]}"


def _headline(lives: Sequence[Life]) -> str:
    lives, managers = _without_managers(lives)
    if not lives:
        return managers or "Nothing was opened."
    return f"{_count(lives)}: {', '.join(words for _, words in _fates(lives))}. {managers}".rstrip()


def _without_managers(lives: Sequence[Life]) -> tuple[list[Life], str]:
    """The resources among the lives, and a sentence about the managers, which hold resources and are none."""
    managers = [life for life in lives if life.kind == "manager"]
    return [life for life in lives if life.kind != "manager"], f"{_count(managers)}." if managers else ""


def _and_more(lives: Sequence[Life]) -> str:
    return f"And {len(lives)} more: {', '.join(words for _, words in _fates(lives))}."


def _and_more_exceptions(recording: Recording) -> list[str]:
    more = len(recording.exceptions) - MOST_EXCEPTIONS
    return [f"And {more} more exception{'s' if more > 1 else ''}."] if more > 0 else []


def _label(life: Life) -> str:
    return _clean(f"{life.kind} {life.name}").strip()


def _on_line(moment: Moment | None, lanes: Sequence[str] = ()) -> str:
    if moment is None or moment.place.line < 1:
        return ""
    function = f" in {_clean(moment.place.function)}()" if moment.place.function else ""
    return f" on line {moment.place.line}{function}" + (f" in {_clean(moment.lane)}" if lanes else "")


def _uses(life: Life) -> list[str]:
    """As "write() on line 5", "read() 12 times"."""
    counts = Counter(operation for operation, _ in life.uses)
    moments = dict(life.uses)
    return [
        f"{_clean(operation)}()" + (_on_line(moments[operation]) if count == 1 else f" {count} times")
        for operation, count in counts.items()
    ]


def _ending(life: Life) -> str:
    _, released, alive = _verbs([life])
    if life.answer:
        return _clean(life.answer)
    elsewhere = [life.released.lane] if life.released and life.released.lane != life.opened.lane else []
    where = _on_line(life.released, elsewhere)
    match life.how:
        case Release.WITH:
            return f"{released} by with{where}"
        case Release.CALL:
            return f"{released} by {_clean(life.call) or 'call'}{where}"
        case Release.LUCK:
            return f"{released} by luck{where}: nobody held it"
        case Release.ENDED:
            words = f"ended, {_clean(life.call)}" if life.call else "ended by itself"
            return words + _on_line(life.released)
        case Release.NEVER:
            return f"LEAKED: still {alive} at the end"


def _raised(raised: Raised, lanes: Sequence[str]) -> str:
    return "raised" + _on_line(raised.raised, lanes)


def _chain(raised: Raised, exceptions: Sequence[Raised]) -> str:
    """As ", because of ValueError ✕1"."""
    number, words = (raised.cause, "because of") if raised.cause else (raised.during, "on top of")
    return f", {words} {_clean(exceptions[number - 1].type)} ✕{number}" if number else ""


def _caught(raised: Raised) -> str:
    if raised.caught is None:
        return "not caught"
    return "caught" + _on_line(raised.caught, [raised.caught.lane] if raised.caught.lane != raised.raised.lane else [])


# -- time


class _Time:
    """The common axis: the ticks of a recording as columns, those at which nothing happened pushed together.

    Ticks in `needed` have a column of their own; those in `wanted`, and the neighbours of
    the first, as long as there is room.
    """

    def __init__(self, lines: Sequence[int], needed: set[int], wanted: set[int]) -> None:
        self.end = len(lines)
        kept = {0, self.end - 1} | needed if self.end > MOST_COLUMNS else set(range(self.end))
        around = {tick + step for tick in needed for step in (-1, 1)}
        for more in (wanted, around):
            if len(kept | more) <= MOST_COLUMNS:
                kept |= more
        kept |= {tick for tick in range(1, self.end - 1) if {tick - 1, tick + 1} <= kept}
        self.starts = [0]
        self.lines: list[int | None] = [lines[0] if lines else None]
        for tick in range(1, self.end):
            if tick in kept:
                self.starts.append(tick)
                self.lines.append(lines[tick])
            elif tick - 1 in kept:
                self.starts.append(tick)
                self.lines.append(None)

    def column(self, tick: int) -> int:
        return max(0, bisect_right(self.starts, tick) - 1)

    def position(self, tick: int) -> float:
        """Where `tick` is, in percent of the width of the axis; the end of the code is at 100."""
        if tick >= self.end:
            return 100.0
        return (self.column(tick) + 0.5) / len(self.starts) * 100

    def steps(self) -> list[tuple[int, int, int | None]]:
        """The columns as runs of the same line: first column, number of columns, line (or ``None``)."""
        steps = []
        for line, run in itertools.groupby(enumerate(self.lines), key=lambda column: column[1]):
            columns = [column for column, _ in run]
            steps.append((columns[0], len(columns), line))
        return steps


def _ticks_of_interest(lives: Iterable[Life], exceptions: Iterable[Raised]) -> tuple[set[int], set[int]]:
    needed, wanted = set(), set()
    for life in lives:
        needed.add(life.opened.tick)
        if life.released:
            needed.add(life.released.tick)
        wanted |= {moment.tick for _, moment in life.uses}
    for raised in exceptions:
        needed.add(raised.raised.tick)
        if raised.caught:
            needed.add(raised.caught.tick)
    return needed, wanted


def _stagger(positions: Sequence[float]) -> list[tuple[float, int]]:
    """Each position with a level, so that badges at neighbouring positions do not cover each other."""
    placed: list[tuple[float, int]] = []
    for position in positions:
        taken = {level for other, level in placed if abs(other - position) < 10}
        placed.append((position, next(level for level in itertools.count() if level not in taken)))
    return placed


# -- the picture


def _quoted(text: str) -> str:
    return escape(_clean(text))


def _percent(value: float) -> str:
    return f"{value:.2f}%"


def _badge(text: str, position: float, level: int, look: str = "") -> str:
    """A badge in the picture, centred at `position` percent but never sticking out at either end."""
    place = f"left:clamp(13px,{_percent(position)},calc(100% - 13px));top:{21 * level}px"
    return f'<i class="leakproof-badge leakproof-raised{look}" style="{place}" data-text="{text}"></i>'


def _headline_html(lives: Sequence[Life]) -> str:
    everything = lives
    lives, managers = _without_managers(lives)
    if not lives:
        return _quoted(_headline(everything))
    fates = _fates(lives)
    stops = ["," for _ in fates[1:]] + ["."]
    marks = (
        f'<span class="leakproof-mark {TONES[how]}"><i data-text="{GLYPHS[how]} "></i>'
        f"{_quoted(words)}{stop}</span>"
        for (how, words), stop in zip(fates, stops, strict=True)
    )
    return f"{_quoted(_count(lives))}: {' '.join(marks)} {_quoted(managers)}".rstrip()


def _sky(flights: Sequence[tuple[float, int]]) -> str:
    """What lies behind all bars: the zone after the end, and the line of each exception."""
    lines = "".join(
        '<i class="leakproof-flight leakproof-raised" '
        f'style="left:{_percent(position)};top:{21 * level}px"></i>' + _badge(f"✕{number}", position, level)
        for number, (position, level) in enumerate(flights, 1)
    )
    return (
        '<div class="leakproof-sky" aria-hidden="true">'
        '<div class="leakproof-end leakproof-note" data-text="after the end"></div>'
        f'<div class="leakproof-span">{lines}</div></div>'
    )


def _row(life: Life, time: _Time) -> str:
    tone = TONES[life.how]
    leaked = life.how is Release.NEVER
    start = time.position(life.opened.tick)
    end = time.position(life.released.tick) if life.released else 100.0
    late = end > 50 and not leaked
    words = "LEAKED" if leaked else _quoted(_ending(life))
    uses = {_percent(time.position(moment.tick)) for _, moment in life.uses} - {_percent(start)}
    until = "" if leaked else f";right:{_percent(100 - end)}"
    marks = [
        f'<i class="leakproof-bar {tone}" style="left:{_percent(start)}{until}"></i>',
        f'<i class="leakproof-opening {tone}" style="left:{_percent(start)}"></i>',
        *(f'<i class="leakproof-use {tone}" style="left:{place}"></i>' for place in sorted(uses)),
    ]
    if not leaked:
        marks.append(f'<i class="leakproof-ending {tone}" style="left:{_percent(end)}"></i>')
    return (
        '<div class="leakproof-row">'
        f'<div class="leakproof-name" title="{_quoted(_label(life))}">{_quoted(life.kind)} '
        f"<b><bdi>{_quoted(life.name)}</bdi></b></div>"
        f"{_origin(life)}"
        f'<div class="leakproof-words {tone}{" leakproof-late" if late else ""}" '
        f'style="--leakproof-at:{_percent(100 - end if late else end)}">'
        f'<span class="leakproof-mark">{words}</span></div>'
        f'<div class="leakproof-time" aria-hidden="true">{"".join(marks)}</div></div>'
    )


def _origin(life: Life) -> str:
    """Below a resource's name: the line that opened it."""
    line, code = life.opened.place.line, _quoted(life.opened.place.code)
    if not line:
        return '<div class="leakproof-line leakproof-note">was given to your code</div>'
    function = f" in {_quoted(life.opened.place.function)}()" if life.opened.place.function else ""
    return (
        f'<div class="leakproof-line" title="line {line}{function}: {code}">'
        f'<span class="leakproof-note">line {line}{function}:</span> '
        f'<code class="leakproof-code" dir="ltr">{code}</code></div>'
    )


def _axis(time: _Time, lives: Sequence[Life], exceptions: Sequence[Raised]) -> str:
    part = 100 / len(time.lines)
    steps = ""
    for (first, count, line), room in zip(time.steps(), _rooms(time, lives, exceptions), strict=True):
        gap = " leakproof-gap" if line is None else ""
        label = "" if room is None else f' data-text="{line or "…"}"'
        wide_enough = f" leakproof-from-{room}" if room else ""
        place = f"left:{_percent(first * part)};width:{_percent(count * part)}"
        steps += f'<i class="leakproof-step{gap}{wide_enough}" style="{place}"{label}></i>'
    caught = [(number, raised.caught) for number, raised in enumerate(exceptions, 1) if raised.caught]
    places = _stagger([time.position(moment.tick) for _, moment in caught])
    badges = "".join(
        _badge(f"✓{number}", position, level, " leakproof-hollow")
        for (number, _), (position, level) in zip(caught, places, strict=True)
    )
    levels = max((level + 1 for _, level in places), default=0)
    note = "time → one step per executed line; the number is the line in your code"
    if None in time.lines:
        note += "; … stands for steps left out"
    if any(life.uses for life in lives):
        note += "; a dot on a bar is a use, such as read()"
    return (
        '<div class="leakproof-axis" aria-hidden="true">'
        f'<div class="leakproof-steps leakproof-note">{steps}</div>'
        f'<div class="leakproof-catches" style="--leakproof-levels:{levels}">{badges}</div></div>'
        f'<div class="leakproof-note leakproof-axis" aria-hidden="true" data-text="{note}."></div>'
    )


def _rooms(time: _Time, lives: Sequence[Life], exceptions: Sequence[Raised]) -> list[int | None]:
    """For each step of the axis how wide the axis must be, in pixels, to have room for its number
    (``None``: there never is). Steps where something happened come first."""
    needed, wanted = _ticks_of_interest(lives, exceptions)
    important = [{time.column(tick) for tick in ticks} for ticks in (needed, wanted)]
    steps = time.steps()

    def importance(index: int) -> int:
        first, count, _ = steps[index]
        columns = set(range(first, first + count))
        return next((rank for rank, those in enumerate(important) if columns & those), len(important))

    rooms: list[int | None] = [None] * len(steps)
    placed: list[tuple[float, float]] = []
    for narrowest, room in ((210, 0), (360, 360), (560, 560), (840, 840)):
        for index in sorted(range(len(steps)), key=importance):
            first, count, line = steps[index]
            middle = (first + count / 2) / len(time.lines)
            half = 4 * len(str(line or "…")) + 2.5
            free = all(abs(middle - other) * narrowest >= half + its_half for other, its_half in placed)
            if rooms[index] is None and free:
                rooms[index] = room
                placed.append((middle, half))
    return rooms


def _legend(number: int, raised: Raised, lanes: Sequence[str], exceptions: Sequence[Raised]) -> str:
    message = f": <bdi>{_quoted(raised.message)}</bdi>" if raised.message else ""
    caught = f' <span class="leakproof-badge leakproof-hollow">✓{number}</span>' if raised.caught else ""
    return (
        f'<div class="leakproof-raised"><span class="leakproof-badge">✕{number}</span> '
        f"<b>{_quoted(raised.type)}</b>{message}, {escape(_raised(raised, lanes))}"
        f"{escape(_chain(raised, exceptions))} — "
        f"{escape(_caught(raised))}{caught}</div>"
    )
