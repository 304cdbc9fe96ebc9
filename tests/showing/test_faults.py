"""The table of fault runs says of every step and every kind of error whether the answer survived."""

import dataclasses
import re
from html.parser import HTMLParser

import pytest

from leakproof.course import course
from leakproof.judging.verdict import FaultRun, FaultTable, Finding, Outcome, Verdict
from leakproof.showing.faults import COLUMNS, FAULTS_STYLE, MOST_ROWS, faults_html, faults_summary, faults_text
from leakproof.showing.reports import report_html, report_text
from leakproof.showing.style import STYLE

EXERCISE = course().exercise("1.1")
LEAKS, SWALLOWS = "Closed when a step fails", "No error is swallowed"
OS_ERRORS = ("OSError", "FileNotFoundError", "PermissionError")


def runs(step: int, name: str, *errors: str, broke: str = "", target: str = "orders.txt") -> tuple[FaultRun, ...]:
    return tuple(FaultRun(step, name, target, error, broke) for error in errors)


MIXED = FaultTable(
    "an ordinary file",
    9,
    (
        *runs(1, "open", "UnforeseenError", *OS_ERRORS, "KeyboardInterrupt"),
        *runs(2, "read", "UnforeseenError", "TimeoutError", broke=LEAKS),
        *runs(2, "read", "KeyboardInterrupt", broke=SWALLOWS),
        *runs(3, "close", "UnforeseenError"),
        *runs(8, "check()", "CancelledError", target=""),
    ),
)
GOOD = FaultTable("a <good> block", 1, runs(1, "open", "UnforeseenError", "OSError"))


def verdict(*tables: FaultTable) -> Verdict:
    broke = [finding for finding in (Finding(SWALLOWS, "when", "what"),) if MIXED in tables]
    outcome = Outcome.INCORRECT if broke else Outcome.CORRECT
    return Verdict("1.1", outcome, 4, 4, broke, runs=20, faults=15, fault_tables=tables)


def many(steps: int, broken: int = 0) -> FaultTable:
    """As many steps, of which the one of the number `broken` broke something."""
    return FaultTable(
        "many",
        steps,
        tuple(FaultRun(step, "read", "a", "OSError", LEAKS * (step == broken)) for step in range(1, steps + 1)),
    )


class Table(HTMLParser):
    """The words of each cell, row by row, the columns with a scope, the tooltips, and what is not closed again."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.scopes: list[str | None] = []
        self.titles: list[str | None] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        attributes = dict(attrs)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("th", "td"):
            self.rows[-1].append("")
        if tag == "th":
            self.scopes.append(attributes.get("scope"))
        if "title" in attributes:
            self.titles.append(attributes["title"])

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "td" in self.open or "th" in self.open:
            self.rows[-1][-1] += data


def test_the_whole_table_as_text() -> None:
    assert (
        faults_text(verdict(MIXED, GOOD))
        == """\
                                                exception  OSError  Ctrl-C  cancelled
With an ordinary file
  1 open of orders.txt                          ✓          ✓ ✓ ✓    ✓       –
  2 read of orders.txt                          ✗2         ✗2       ✗1      –
  3 close of orders.txt                         ✓          –        –       –
  … steps 4 to 7: not made to fail              –          –        –       –
  8 check()                                     –          –        –       ✓
  9 not made to fail                            –          –        –       –
With a <good> block
  1 open of orders.txt                          ✓          ✓        –       –
✗1 No error is swallowed: 1 run
✗2 Closed when a step fails: 2 runs"""
    )


def test_the_same_in_a_table_that_can_be_read_without_style() -> None:
    read = Table(faults_html(verdict(MIXED, GOOD), unfolded=False))
    assert read.open == []
    assert read.rows[0] == ["Step made to fail", *COLUMNS]
    assert [row[0] for row in read.rows[1:]] == [
        "With an ordinary file",
        "1 open of orders.txt",
        "2 read of orders.txt",
        "3 close of orders.txt",
        "… steps 4 to 7: not made to fail",
        "8 check()",
        "9 not made to fail",
        "With a <good> block",
        "1 open of orders.txt",
    ]
    assert read.rows[2][1:] == ["✓", "✓ ✓ ✓", "✓", "–"]
    assert read.rows[3][1:] == ["✗2", "✗2", "✗1", "–"]
    assert read.scopes == ["col"] * 5 + ["rowgroup"] + ["row"] * 6 + ["rowgroup", "row"]
    assert "FileNotFoundError: survived" in read.titles
    assert "TimeoutError: Closed when a step fails" in read.titles


def test_only_the_columns_that_were_run() -> None:
    assert Table(faults_html(verdict(GOOD), unfolded=True)).rows[0] == ["Step made to fail", "exception", "OSError"]


def test_where_all_survived_a_folded_table_is_its_summary() -> None:
    assert faults_html(verdict(GOOD), unfolded=False) == (
        '<div class="leakproof-note">All 2 runs in which a step was made to fail: 2 survived.</div>'
    )


@pytest.mark.parametrize(
    ("tables", "summary"),
    [
        ((MIXED, GOOD), "All 12 runs in which a step was made to fail: 9 survived, 3 broke a requirement"),
        ((GOOD,), "All 2 runs in which a step was made to fail: 2 survived"),
        ((many(1),), "One run in which a step was made to fail: it survived"),
        ((many(1, 1),), "One run in which a step was made to fail: it broke a requirement"),
        ((), ""),
    ],
)
def test_the_summary(tables: tuple[FaultTable, ...], summary: str) -> None:
    assert faults_summary(tables) == summary


def test_of_a_long_table_what_broke_is_shown_and_the_rest_is_counted() -> None:
    html, text = faults_html(verdict(many(52, 51)), False), faults_text(verdict(many(52, 51)))
    for shown in (html, text):
        assert "And 12 more, with 12 runs: all survived." in shown
    rows = Table(html).rows[2:]
    assert len(rows) == MOST_ROWS
    assert rows[-2:] == [["39 read of a", "✓"], ["51 read of a", "✗1"]]
    everything = FaultTable("all", 52, tuple(run._replace(broke=LEAKS) for run in many(52).runs))
    assert "And 12 more, with 12 runs: 12 of them broke a requirement." in faults_text(verdict(everything))


def test_what_an_answer_names_can_not_break_out_of_the_table() -> None:
    evil = FaultTable("x", 1, runs(1, "open", "OSError", target='</table><b title="\n\u202e✗'))
    html = faults_html(verdict(evil), unfolded=True)
    assert html.count("</table>") == 1
    assert "\u202e" not in html
    assert "<b " not in html
    assert len(faults_text(verdict(evil)).splitlines()) == 3


def test_a_report_has_it_folded_and_its_text_has_the_summary_alone() -> None:
    html, text = report_html(EXERCISE, verdict(MIXED)), report_text(EXERCISE, verdict(MIXED))
    assert '<details class="leakproof-faults"><summary>All 10 runs' in html
    assert "All 10 runs in which a step was made to fail: 7 survived, 3 broke a requirement." in text.splitlines()
    assert "open of orders.txt" not in text
    assert "20 runs in all." in text


def test_an_exercise_that_shows_faults_has_it_unfolded_and_in_its_text() -> None:
    shows = dataclasses.replace(EXERCISE, shows_faults=True)
    assert '<details class="leakproof-faults" open><summary>All 10 runs' in report_html(shows, verdict(MIXED))
    assert "    1 open of orders.txt" in report_text(shows, verdict(MIXED))
    assert report_html(shows, verdict(MIXED)) == report_html(shows, verdict(MIXED))
    assert not any(exercise.shows_faults for exercise in course().exercises if exercise.lesson < 9)


def test_without_fault_runs_there_is_no_table() -> None:
    assert faults_text(verdict()) == faults_html(verdict(), unfolded=True) == ""
    assert "<table" not in report_html(EXERCISE, verdict())


def test_every_class_is_styled_and_every_rule_is_only_for_leakproof() -> None:
    html = faults_html(verdict(MIXED), unfolded=True).replace(FAULTS_STYLE, "")
    used = {name for names in re.findall(r'class="([^"]*)"', html) for name in names.split()}
    assert {name for name in used if not re.search(rf"\.{name}\b(?!-)", STYLE + FAULTS_STYLE)} == set()
    selectors = re.findall(r"(?:^|[}\n])\s*([^{}@]+)\{", FAULTS_STYLE.replace("<style>", ""))
    assert selectors
    assert all(".leakproof" in selector for selector in selectors)
