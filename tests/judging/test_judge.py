"""The way of a check: what is run, what is injected, what is reported; with a forked sandbox and with one anew."""

from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from leakproof.course import course
from leakproof.course.solutions import solution_of
from leakproof.exercises.catalogue import MODULES, exercise, judge_answer
from leakproof.judging import sandbox
from leakproof.judging.judge import MOST_CHARACTERS, Judge
from leakproof.judging.scenarios import At, Draw, Exercise, Scenario
from leakproof.judging.verdict import Outcome, Verdict

LEAKS = """
def read_and_close(path):
    file = open(path, encoding="utf-8")
    text = file.read()
    file.close()
    return text
"""


def test_a_right_answer_of_each_lesson_holds_in_every_run() -> None:
    for each in (lesson.exercises[-1] for lesson in course().with_exercises):
        verdict = judge_answer(each.id, solution_of(each))
        assert (verdict.outcome, verdict.points, verdict.findings) == (Outcome.CORRECT, each.points, [])
        assert verdict.runs > verdict.faults
        assert verdict.faults > 0 or each.id == "7.5"  # nothing in that can fail
        assert len(verdict.held) >= 5


def test_a_finding_names_the_run_the_line_and_the_picture() -> None:
    verdict = judge_answer("1.1", LEAKS)
    assert (verdict.headline, verdict.points) == ("Closed when a step fails", 2)
    finding = verdict.findings[0]
    assert finding.when == "when read() of orders.txt raised UnforeseenError (step 2 of 3)"
    assert "orders.txt was still open" in finding.what
    assert "opened on line 3" in finding.what
    assert finding.recording is not None
    assert [life.name for life in finding.recording.lives] == ["orders.txt"]
    assert [raised.type for raised in finding.recording.exceptions] == ["UnforeseenError"]
    assert "Gives the whole text" in verdict.held
    assert "Closed on Ctrl-C too" not in verdict.held


def test_what_could_not_be_seen_is_not_called_held() -> None:
    verdict = judge_answer("1.1", "def read_and_close(path):\n    pass\n    return b''\n")
    assert verdict.headline == "Returns a text"
    assert "Gives the whole text" not in verdict.held


def test_a_helper_that_stands_in_another_cell_is_named() -> None:
    verdict = judge_answer("1.1", "def read_and_close(path):\n    return helper(path)\n")
    assert verdict.headline == "Finds every name it uses"
    assert "NameError: name 'helper' is not defined (line 2) came out" in verdict.findings[0].what
    assert "another" in verdict.findings[0].hint or "without the others" in verdict.findings[0].hint


def test_steps_count_from_the_call_on() -> None:
    """What a cell does with files when it is run is no step, and is not made to fail."""
    answer = """
with open("own.txt", "w", encoding="utf-8") as file:
    file.write("hello")

def read_and_close(path):
    with open(path, encoding="utf-8") as file:
        return file.read()

assert read_and_close("own.txt") == "hello"
import os
os.unlink("own.txt")
"""
    verdict = judge_answer("1.1", answer)
    assert verdict.outcome is Outcome.CORRECT
    assert verdict.faults == judge_answer("1.1", answer[answer.index("def") : answer.index("assert")]).faults


def test_no_step_is_left_out_and_every_kind_of_error_is_injected() -> None:
    answer = """
log = []
def read_and_close(path):
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except BaseException as error:
        print(type(error).__name__)
        raise
"""
    ids = []

    def scenarios(draw: Draw) -> Iterator[Scenario]:
        ids.append(draw)
        yield Scenario("a file", [], [At("orders.txt")], {"orders.txt": "x"}, faults=True)

    with Judge(MODULES) as judge:
        verdict = judge.judge(course().exercise("1.1"), Exercise("1.1", scenarios), answer)
    assert (verdict.outcome, verdict.runs, verdict.faults) == (Outcome.CORRECT, 12, 11)
    assert len(ids) == 1


def table(verdict: Verdict) -> list[tuple[str, int, list[tuple[int, str, str, str, str]]]]:
    return [(each.when, each.steps, [tuple(run) for run in each.runs]) for each in verdict.fault_tables]


def test_the_verdict_remembers_every_run_in_which_a_step_was_made_to_fail() -> None:
    answer = """
def read_and_close(path):
    file = open(path, encoding="utf-8")
    try:
        text = file.read()
    except OSError:
        file.close()
        raise
    file.close()
    return text
"""
    verdict = judge_answer("1.1", answer)
    opening = ("UnforeseenError", "OSError", "FileNotFoundError", "PermissionError", "KeyboardInterrupt")
    later, by_ctrl_c = "Closed when a step fails", "Closed on Ctrl-C too"
    assert table(verdict) == [
        (
            "an ordinary file",
            3,
            [
                *((1, "open", "orders.txt", error, "") for error in opening),
                (2, "read", "orders.txt", "UnforeseenError", later),
                (2, "read", "orders.txt", "PermissionError", ""),
                (2, "read", "orders.txt", "KeyboardInterrupt", by_ctrl_c),
                *((3, "close", "orders.txt", error, "") for error in ("UnforeseenError", "TimeoutError")),
                (3, "close", "orders.txt", "KeyboardInterrupt", ""),
            ],
        )
    ]
    assert [finding.requirement for finding in verdict.findings] == [later, by_ctrl_c]
    assert table(judge_answer("1.1", answer)) == table(verdict)


def test_a_run_that_did_not_end_is_the_last_one_in_the_table() -> None:
    answer = """
import os
def read_and_close(path):
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except BaseException as error:
        if type(error) is KeyboardInterrupt:
            os._exit(3)
        raise
"""
    [(when, steps, runs)] = table(judge_answer("1.1", answer))
    assert (when, steps) == ("an ordinary file", 3)
    assert [error for _, _, _, error, broke in runs if broke] == ["KeyboardInterrupt"]
    assert runs[-1] == (1, "open", "orders.txt", "KeyboardInterrupt", "Leaves the program running")


def test_an_answer_can_not_write_into_the_table() -> None:
    """What it prints, and what it leaves in the modules of its own process, is nothing to the judge."""
    answer = """
import sys
def read_and_close(path):
    for module in list(sys.modules.values()):
        for name in ("FaultRun", "FaultTable"):
            if name in getattr(module, "__dict__", ()):
                setattr(module, name, lambda *_: ())
    file = open(path, encoding="utf-8")
    text = file.read()
    print('{"fault_tables": [], "injected": true}')
    file.close()
    return text
"""
    [(_, _, runs)] = table(judge_answer("1.1", answer))
    assert {step for step, _, _, _, broke in runs if broke} == {2}


def test_the_names_in_the_table_are_of_bounded_length() -> None:
    answer = """
def read_and_close(path):
    try:
        open("x" * 200, "rb").close()
    except FileNotFoundError:
        pass
    with open(path, encoding="utf-8") as file:
        return file.read()
"""
    verdict = judge_answer("1.1", answer)
    names = [run.target for each in verdict.fault_tables for run in each.runs]
    assert "x" * MOST_CHARACTERS in names
    assert max(map(len, names)) == MOST_CHARACTERS


def test_an_answer_that_goes_byte_by_byte_is_spared_the_very_long_file() -> None:
    by_byte = "b''.join(iter(lambda: file.read(1), b''))"
    at_once = "file.read()"
    answers = [
        f"def read_and_close(path):\n    with open(path, 'rb') as file:\n        return {how}.decode()\n"
        for how in (by_byte, at_once)
    ]
    slow, quick = (judge_answer("1.1", answer) for answer in answers)
    assert slow.outcome is quick.outcome is Outcome.CORRECT
    assert slow.runs - slow.faults == quick.runs - quick.faults - 1


def test_marks_do_not_depend_on_chance() -> None:
    answer = """
def read_and_close(path):
    file = open(path, encoding="utf-8")
    try:
        return file.read()
    except PermissionError:
        return ""
    finally:
        file.close()
"""
    verdicts = {(verdict.headline, verdict.points, verdict.runs) for verdict in judged(answer, times=5)}
    assert len(verdicts) == 1


def judged(answer: str, times: int) -> list[Verdict]:
    return [judge_answer("1.1", answer) for _ in range(times)]


# -- a system without os.fork


ELSEWHERE = {
    "right": ("def read_and_close(path):\n    with open(path, encoding='utf-8') as f:\n        return f.read()\n", ""),
    "leaks": (LEAKS, "Closed when a step fails"),
    "wrong": ("def read_and_close(path):\n    return ''\n", "Gives the whole text"),
    "exits": ("import os\ndef read_and_close(path):\n    os._exit(3)\n", "Leaves the program running"),
    "endless": ("def read_and_close(path):\n    while True: pass\n", "Ends by itself"),
    "asleep": ("import time\ndef read_and_close(path):\n    time.sleep(99)\n", "Does not wait for ever"),
    "child": (
        "import subprocess, sys\ndef read_and_close(path):\n"
        "    subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(99)'])\n"
        "    with open(path, encoding='utf-8') as f:\n        return f.read()\n",
        "Nothing goes on running",
    ),
}


@pytest.mark.parametrize(("answer", "headline"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_without_fork_the_verdicts_are_the_same(
    answer: str, headline: str, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "_FORKS", False)
    before = psutil.Process().children()
    with Judge(MODULES) as judge:
        verdict = judge.judge(course().exercise("1.1"), exercise("1.1"), answer)
    assert verdict.headline == headline
    assert [each for each in psutil.Process().children() if each not in before] == []
    assert list(place.iterdir()) == []
