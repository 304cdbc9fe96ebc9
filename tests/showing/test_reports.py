"""The report of a check: everything the learner must know, in text and in HTML."""

import re

from leakproof.course import course
from leakproof.judging.verdict import Finding, Outcome, Verdict
from leakproof.showing.reports import hint_html, hint_text, report_html, report_text, solution_html, solution_text
from leakproof.watching.lives import Life, Moment, Place, Recording

EXERCISE = course().exercise("1.1")
RECORDING = Recording([Life(1, "file", "orders.txt", Moment(0, Place(2, "file = open(path)")))], [], [2, 3])
LEAK = Finding(
    "Closed when a step fails",
    "when read() of orders.txt raised OSError (step 2 of 3)",
    "orders.txt was still open <here>",
    "What must happen on every way out belongs in `finally`.",
    RECORDING,
)
OTHER = Finding("No error is swallowed", "when close() raised OSError (step 3 of 3)", "it returned None")


def words(html: str) -> str:
    without_style = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", without_style))


def test_a_failed_check_names_the_run_the_line_the_picture_and_the_way_on() -> None:
    verdict = Verdict("1.1", Outcome.INCORRECT, 2, 4, [LEAK, OTHER], ["Gives the whole text"], 16, 9, "hello")
    text = report_text(EXERCISE, verdict)
    html = report_html(EXERCISE, verdict)
    for part in (
        "not yet, 2 of 4 points",
        "Closed when a step fails",
        "When read() of orders.txt raised OSError (step 2 of 3)",
        "LEAKED",
        "No error is swallowed",
        "Gives the whole text",
        "hint(read_and_close)",
        "hello",
    ):
        assert part in text
        assert part in words(html)
    assert text.index("Closed when a step fails") < text.index("No error is swallowed")
    assert "16 runs, in 9 of them one step was made to fail" in re.sub(r"\s+", " ", text)
    assert "&lt;here&gt;" in html
    assert "<here>" not in html


def test_a_right_answer_says_so_and_leads_to_the_solution() -> None:
    verdict = Verdict("1.1", Outcome.CORRECT, 4, 4, [], ["Gives the whole text"], 16, 9, "debugging")
    text = report_text(EXERCISE, verdict)
    assert text.startswith("✓ 1.1 read_and_close: correct, 4 of 4 points.")
    assert "solution(read_and_close)" in text
    assert "debugging" not in text
    assert "✗" not in report_html(EXERCISE, verdict)


def test_not_attempted_says_what_to_do() -> None:
    verdict = Verdict("1.1", Outcome.NOT_ATTEMPTED, 0, 4)
    for shown in (report_text(EXERCISE, verdict), words(report_html(EXERCISE, verdict))):
        assert "not attempted yet" in shown
        assert "in place of the dots" in shown


def test_an_unusable_answer_counts_no_runs() -> None:
    finding = Finding("Not valid Python", "before it was run", "Python cannot read line 3.")
    text = report_text(EXERCISE, Verdict("1.1", Outcome.UNUSABLE, 0, 4, [finding]))
    assert "nothing to judge yet" in text
    assert "Before it was run: Python cannot read line 3." in text
    assert "runs" not in text


def test_a_limit_that_is_missing_is_said() -> None:
    verdict = Verdict("1.1", Outcome.CORRECT, 4, 4, [], [], 1, 0, "", ["memory"])
    assert "Not limited on this system: memory." in report_text(EXERCISE, verdict)


def test_the_last_hint_has_a_link_that_can_be_followed() -> None:
    assert hint_text(EXERCISE, 3).startswith("Hint 3 of 3 for read_and_close")
    link = "https://docs.python.org/3/tutorial/errors.html#defining-clean-up-actions"
    assert f'<a href="{link}" target="_blank" rel="noopener">' in hint_html(EXERCISE, 3)


def test_a_solution_is_shown_as_it_is_written() -> None:
    source = "def f(a):\n    return a < 3\n"
    assert solution_text(EXERCISE, source).endswith("def f(a):\n    return a < 3")
    assert "return a &lt; 3" in solution_html(EXERCISE, source, "../solutions/01_manual_close.ipynb")
