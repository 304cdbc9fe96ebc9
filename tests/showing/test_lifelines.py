"""The picture and the text of a recording say the same, fully and safely."""

import re
from collections.abc import Callable
from html import unescape

import pytest

from leakproof.showing import STYLE, lifelines_html, lifelines_text
from leakproof.showing.lifelines import MOST_COLUMNS, MOST_EXCEPTIONS, MOST_LIVES
from leakproof.watching.lives import Life, Moment, Place, Raised, Recording, Release


def at(tick: int, line: int, code: str = "pass", lane: str = "MainThread") -> Moment:
    return Moment(tick, Place(line, code), lane)


def life(
    number: int,
    opened: Moment,
    how: Release = Release.NEVER,
    released: Moment | None = None,
    *,
    kind: str = "file",
    name: str = "orders.txt",
    call: str = "",
    uses: list[tuple[str, Moment]] | None = None,
) -> Life:
    return Life(number, kind, name, opened, uses or [], how, released, call)


def two_files() -> Recording:
    return Recording(
        [
            life(
                1,
                at(0, 1, 'a = open("a.txt")'),
                Release.CALL,
                at(3, 4),
                name="a.txt",
                call="close()",
                uses=[("read", at(2, 3))],
            ),
            life(2, at(1, 2, 'log = open("log.txt", "w")'), name="log.txt"),
        ],
        [Raised("ValueError", "bad price", at(4, 6), at(5, 8))],
        [1, 2, 3, 4, 6, 8, 9],
    )


def words_of(html: str) -> str:
    """What is left of `html` where only its text is kept."""
    without_style = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]*>", " ", without_style))


def of_class(name: str, html: str) -> list[str]:
    """The opening tags that have this class."""
    return [tag for tag in re.findall(r"<\w+ [^>]*>", html) if name in re.split(r"[\s\"]", tag)]


def percents(tag: str, side: str = "left") -> list[float]:
    return [float(number) for number in re.findall(rf"\b{side}:(?:clamp\(13px,)?([\d.-]+)%", tag)]


def without_style(recording: Recording) -> str:
    return lifelines_html(recording).removeprefix(STYLE)


# -- the text


def test_text_of_two_files_and_an_exception() -> None:
    assert lifelines_text(two_files()).splitlines() == [
        "2 files opened: 1 closed by close(), 1 LEAKED.",
        "● file a.txt    opened on line 1, read() on line 3, closed by close() on line 4",
        '    1: a = open("a.txt")',
        "▶ file log.txt  opened on line 2, LEAKED: still open at the end",
        '    2: log = open("log.txt", "w")',
        "! ValueError raised on line 6: caught on line 8 (bad price)",
    ]


def test_text_of_mixed_kinds_in_two_threads() -> None:
    recording = Recording(
        [
            life(1, at(0, 1), Release.ENDED, at(5, 9, lane="worker"), kind="thread", name="worker"),
            life(2, at(1, 2), Release.WITH, at(2, 2), name="a"),
            life(3, at(3, 7, lane="worker"), Release.CALL, at(4, 3), kind="lock", name="", call="release()"),
        ],
        [Raised("KeyError", "", at(4, 8, lane="worker"))],
        [1, 2, 2, 7, 3, 9],
    )
    assert lifelines_text(recording).splitlines() == [
        "3 resources opened: 1 released by with, 1 by release(), 1 ended by itself.",
        "In MainThread:",
        "○ thread worker  started on line 1, ended by itself on line 9",
        "    1: pass",
        "● file a         opened on line 2, closed by with on line 2",
        "    2: pass",
        "In worker:",
        "● lock           taken on line 7, released by release() on line 3 in MainThread",
        "    7: pass",
        "! KeyError raised on line 8 in worker: not caught",
    ]


def test_text_when_nothing_was_opened() -> None:
    assert lifelines_text(Recording(ticks=[1, 2])) == "Nothing was opened."


@pytest.mark.parametrize(
    ("lives", "headline"),
    [
        ([life(1, at(0, 1), Release.WITH, at(1, 2))], "1 file opened: closed by with."),
        ([life(1, at(0, 1), kind="process")], "1 process started: LEAKED."),
        (
            [life(n, at(0, 1), Release.LUCK, at(1, 1), kind="temporary folder") for n in (1, 2)],
            "2 temporary folders made: 2 removed by luck.",
        ),
        (
            [life(n, at(0, 1), Release.ENDED, at(1, 1), kind="process") for n in (1, 2)],
            "2 processes started: 2 ended by themselves.",
        ),
        (
            [
                life(1, at(0, 1), Release.LUCK, at(1, 1)),
                life(2, at(0, 1), kind="socket"),
                life(3, at(0, 1), Release.WITH, at(1, 1)),
            ],
            "3 resources opened: 1 released by with, 1 by luck, 1 LEAKED.",
        ),
    ],
)
def test_headline(lives: list[Life], headline: str) -> None:
    recording = Recording(lives, ticks=[1, 2])
    assert lifelines_text(recording).splitlines()[0] == headline
    assert f'role="figure" aria-label="{headline}"' in lifelines_html(recording)


def test_several_uses_of_one_kind_are_counted() -> None:
    uses = [("write", at(1, 2)), ("read", at(2, 3)), ("write", at(3, 4))]
    text = lifelines_text(Recording([life(1, at(0, 1), uses=uses)], ticks=[1, 2, 3, 4]))
    assert "opened on line 1, write() 2 times, read() on line 3, LEAKED" in text


def test_a_line_that_is_not_known_is_not_made_up() -> None:
    text = lifelines_text(Recording([life(1, at(0, 1), Release.LUCK)], ticks=[1]))
    assert "closed by luck: nobody held it" in text


# -- the picture


def test_the_picture_has_every_word_of_every_life() -> None:
    html = lifelines_html(two_files())
    words = " ".join(words_of(html).split())
    for expected in (
        "2 files opened: 1 closed by close(), 1 LEAKED.",
        'file a.txt line 1: a = open("a.txt") closed by close() on line 4',
        'file log.txt line 2: log = open("log.txt", "w") LEAKED',
        "✕1 ValueError : bad price , raised on line 6 — caught on line 8 ✓1",
    ):
        assert expected in words


def test_only_a_leak_runs_past_the_end() -> None:
    html = without_style(two_files())
    closed, leaked = of_class("leakproof-bar", html)
    assert percents(closed, "right") and "leakproof-ok" in closed
    assert not percents(leaked, "right") and "leakproof-bad" in leaked
    assert html.count("LEAKED</span>") == 1
    assert len(of_class("leakproof-ending", html)) == 1


def test_luck_and_an_end_by_itself_look_like_neither_care_nor_leak() -> None:
    lives = [
        life(1, at(0, 1), Release.LUCK, at(1, 1)),
        life(2, at(0, 1), Release.ENDED, at(1, 1), kind="thread"),
    ]
    html = without_style(Recording(lives, ticks=[1, 1]))
    assert [re.findall("leakproof-(luck|neutral)", tag) for tag in of_class("leakproof-ending", html)] == [
        ["luck"],
        ["neutral"],
    ]
    assert "leakproof-ok" not in html and "leakproof-bad" not in html


def test_positions_follow_time_and_stay_inside() -> None:
    ticks = list(range(1, 31))
    lives = [life(n, at(2 * n, 1), Release.WITH, at(2 * n + 5, 1)) for n in range(12)]
    raised = [Raised("ValueError", "", at(tick, 1)) for tick in (0, 1, 2, 29)]
    html = without_style(Recording(lives, raised, ticks))
    for name in ("leakproof-opening", "leakproof-ending", "leakproof-flight", "leakproof-step"):
        lefts = [left for tag in of_class(name, html) for left in percents(tag)]
        assert len(lefts) >= 4
        assert lefts == sorted(set(lefts))
        assert all(0 <= left <= 100 for left in lefts)
    for bar in of_class("leakproof-bar", html):
        assert percents(bar)[0] + percents(bar, "right")[0] < 100


def test_what_happens_after_the_last_tick_is_drawn_at_the_end() -> None:
    html = without_style(Recording([life(1, at(0, 1), Release.LUCK, at(9, 2))], ticks=[1, 2]))
    assert [percents(tag) for tag in of_class("leakproof-ending", html)] == [[100.0]]


def test_badges_of_neighbouring_exceptions_are_on_different_levels() -> None:
    raised = [Raised("ValueError", "", at(tick, tick), at(tick + 1, tick + 1)) for tick in (20, 21, 22)]
    html = without_style(Recording([life(1, at(0, 1))], raised, list(range(40))))
    tops = [re.findall(r"top:(\d+)px", tag)[0] for tag in of_class("leakproof-badge", html) if "top:" in tag]
    assert len(tops) == 6
    assert len(set(tops[:3])) == len(set(tops[3:])) == 3


def test_a_line_that_has_several_ticks_is_one_step() -> None:
    html = without_style(Recording([life(1, at(1, 7))], ticks=[3, 7, 7, 7, 4]))
    assert re.findall(r'data-text="(\d+)"', html) == ["3", "7", "4"]
    assert percents(of_class("leakproof-step", html)[1], "width") == [60.0]


def test_a_long_recording_is_compressed_around_what_happened() -> None:
    ticks = [1] + [2, 3, 4] * 2000 + [5, 6]
    html = without_style(Recording([life(1, at(3000, 4), Release.WITH, at(3003, 4))], ticks=ticks))
    steps = of_class("leakproof-step", html)
    assert len(steps) <= 14
    gaps = [index for index, step in enumerate(steps) if "leakproof-gap" in step]
    assert len(gaps) == 2
    opened, ended = (percents(of_class(f"leakproof-{mark}", html)[0])[0] for mark in ("opening", "ending"))
    first_gap, second_gap = (percents(steps[gap])[0] for gap in gaps)
    assert first_gap < opened < ended < second_gap
    assert "… stands for steps left out" in html


def test_a_recording_that_has_room_is_not_compressed() -> None:
    html = without_style(Recording([life(1, at(0, 1))], ticks=list(range(1, MOST_COLUMNS + 1))))
    assert len(of_class("leakproof-step", html)) == MOST_COLUMNS
    assert "leakproof-gap" not in html


def test_a_use_in_every_line_of_a_long_loop_does_not_fill_the_axis() -> None:
    uses = [("read", at(tick, 2)) for tick in range(1, 5001)]
    ticks = [1] + [2, 3] * 2500 + [4]
    html = without_style(Recording([life(1, at(0, 1), Release.WITH, at(5001, 4), uses=uses)], ticks=ticks))
    assert 1 <= len(of_class("leakproof-use", html)) <= 60


def test_lanes_have_headings_only_when_there_are_several() -> None:
    lives = [life(1, at(0, 1)), life(2, at(1, 1, lane="worker <1>")), life(3, at(2, 1))]
    html = without_style(Recording(lives, ticks=[1, 1, 1]))
    assert re.findall(r"In <bdi>(.*?)</bdi>", html) == ["MainThread", "worker &lt;1&gt;"]
    assert "leakproof-lane" not in without_style(Recording(lives[:1], ticks=[1]))


def test_without_resources_there_are_only_words() -> None:
    recording = Recording([], [Raised("ValueError", "no", at(0, 1))], [1])
    assert "leakproof-axis" not in without_style(recording)
    assert "ValueError : no , raised on line 1 — not caught" in " ".join(
        words_of(lifelines_html(recording)).split()
    )


# -- too many


def test_leaks_come_first_when_there_are_too_many_resources() -> None:
    lives = [life(n, at(n, 1), Release.WITH, at(n, 1), name=f"kept-{n}") for n in range(1, MOST_LIVES + 3)]
    lives += [life(n, at(n, 1), name=f"lost-{n}") for n in (101, 102)]
    recording = Recording(lives, ticks=[1] * 103)
    for said in (lifelines_text(recording), words_of(lifelines_html(recording))):
        assert "lost-101" in said and "lost-102" in said
        assert f"kept-{MOST_LIVES - 2}" in said and f"kept-{MOST_LIVES - 1}" not in said
        assert "And 4 more: 4 closed by with." in said
    assert len(of_class("leakproof-row", without_style(recording))) == MOST_LIVES


def test_too_many_exceptions_are_counted() -> None:
    raised = [Raised("KeyError", str(n), at(0, 1)) for n in range(MOST_EXCEPTIONS + 2)]
    recording = Recording([life(1, at(0, 1))], raised, [1])
    for said in (lifelines_text(recording), words_of(lifelines_html(recording))):
        assert said.count("KeyError") == MOST_EXCEPTIONS
        assert "And 2 more exceptions." in said


# -- anything may be in a name, a line of code or a message

NASTY = "<script>alert(\"&\")</script>\n'x'\x1b[31m \ud800 \u202e back"


def nasty() -> Recording:
    moment = at(0, 1, NASTY, NASTY)
    lives = [
        life(1, moment, Release.CALL, at(1, 1), kind=NASTY, name=NASTY, call=NASTY, uses=[(NASTY, moment)])
    ]
    return Recording([*lives, life(2, at(1, 1))], [Raised(NASTY, NASTY, moment, moment)], [1, 1])


def test_everything_is_escaped() -> None:
    html = without_style(nasty())
    assert "<script" not in html and "alert(&quot;&amp;&quot;)" in html
    assert set(re.findall(r"</?(\w+)", html)) == {"div", "span", "i", "b", "bdi", "code"}


@pytest.mark.parametrize("show", [lifelines_text, lifelines_html])
def test_no_character_breaks_a_line_or_turns_its_order(show: Callable[[Recording], str]) -> None:
    shown = show(nasty())
    shown.encode("utf-8")
    assert "\x1b" not in shown and "\u202e" not in shown
    assert not any(line.startswith("'x'") for line in shown.splitlines())


def test_very_long_words_are_cut() -> None:
    recording = Recording([life(1, at(0, 1, "x" * 10_000), name="y" * 10_000)], ticks=[1])
    assert len(lifelines_text(recording)) < 1000
    assert len(without_style(recording)) < 5000


# -- one output among others


def test_the_same_recording_gives_the_same_output() -> None:
    assert lifelines_html(two_files()) == lifelines_html(two_files())
    assert lifelines_text(two_files()) == lifelines_text(two_files())


def test_nothing_collides_with_another_picture_on_the_page() -> None:
    html = lifelines_html(two_files())
    assert html.count("<style>") == 1
    assert not re.search(r"\sid=", html)
    assert "<script" not in html and "url(" not in html


def test_a_line_of_another_cell_says_which_function_it_is_in() -> None:
    opened = Moment(0, Place(7, "file = open(path)", "careless"))
    recording = Recording([Life(1, "file", "orders.txt", opened)], [], [1, 2])
    assert "opened on line 7 in careless()" in lifelines_text(recording)
    assert "line 7 in careless():" in lifelines_html(recording)
