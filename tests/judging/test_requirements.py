"""What is required of every answer, seen in what a run reports."""

from pathlib import Path
from typing import Any

import pytest

from leakproof.judging import general
from leakproof.judging.evidence import Report
from leakproof.judging.general import Requirement
from leakproof.judging.judge import when
from leakproof.judging.requirements import broken, own_mistake
from leakproof.judging.scenarios import Fault, Folder, Run, Scenario
from leakproof.judging.values import encode
from leakproof.watching.lives import Life, Moment, Place, Recording, Release

READING = Fault(2, "OSError", "read", "orders.txt", of=3)
CLOSING = Fault(3, "OSError", "close", "orders.txt", release=True, of=3)
INTERRUPT = Fault(2, "KeyboardInterrupt", "read", "orders.txt", of=3)
STEPS = [["open", "orders.txt", False], ["read", "orders.txt", False], ["close", "orders.txt", True]]


def life(number: int, name: str, opened: int, released: int | None, kind: str = "file") -> Life:
    how = Release.NEVER if released is None else Release.CALL
    end = None if released is None else Moment(released, Place(released + 1, f"{name}.close()"))
    return Life(number, kind, name, Moment(opened, Place(opened + 1, f"open({name})")), how=how, released=end)


def raised(kind: str = "OSError", injected: str = "", **more: Any) -> dict[str, Any]:
    return {"type": kind, "bases": [kind], "text": "", "errno": 0, "injected": injected, "line": 4, **more}


def run(fault: Fault | None = None, lives: list[Life] | None = None, new: list[str] | None = None, **more: Any) -> Run:
    lives = lives or []
    said = {
        "injected": fault is not None,
        "block": False,
        "indirect": [],
        "tasks": [],
        "stuck": False,
        "released again": [],
        "in order": [],
        "steps": STEPS,
        "notes": {},
        "threads": [],
        "changed": [],
        "unwatched": [],
        "open": [each.number for each in lives if each.how is Release.NEVER],
    }
    about = {
        name: more.pop(name) for name in ("descriptors", "lost_descriptors", "children", "threads") if name in more
    }
    if "raised" not in more:
        more["returned"] = encode(more.get("returned"))
    scenario = Scenario("an ordinary file", [], files={"orders.txt": "", "shop": Folder})
    report = Report({**said, **more}, **about)
    return Run(scenario, fault, report, Path("/tmp/x/work"), Recording(lives), new or [])


OPEN = [life(1, "orders.txt", 0, None)]
WELL = [life(1, "a", 0, 5), life(2, "b", 1, 4)]
ILL = [life(1, "a", 0, 4), life(2, "b", 1, 5)]


@pytest.mark.parametrize(
    ("seen", "requirement", "what"),
    [
        (run(lives=OPEN), general.CLOSED, "orders.txt was still open after your function had ended; it was opened on"),
        (run(READING, OPEN, raised=raised(injected="fault")), general.CLOSED_ON_ERROR, "after the exception had left"),
        (run(INTERRUPT, OPEN, raised=raised(injected="fault")), general.CLOSED_ON_INTERRUPT, "still open"),
        (run(CLOSING, OPEN, raised=raised(injected="fault")), general.CLOSED_WHEN_CLOSE_FAILS, "still open"),
        (run(descriptors=["/dev/null", "socket:[1]"]), general.CLOSED, "2 descriptors were still open after your"),
        (
            run(descriptors=["/tmp/x/work/orders.txt"]),
            general.CLOSED,
            "a descriptor was still open after your function",
        ),
        (run(lost_descriptors=True), general.CHECK_ALONE, "closed, or replaced, a descriptor"),
        (run(lives=ILL), general.ORDER, "a was opened before b (lines 1 and 2), and closed before it too"),
        (run(READING), general.NOT_SWALLOWED, "your caller was not told: it returned None"),
        (run(CLOSING), general.NOT_SWALLOWED, "not told"),
        (run(READING, raised=raised("ValueError")), general.SAME_ERROR, "ValueError (line 4) came out instead of it"),
        (run(READING, raised=raised("OSError")), general.SAME_ERROR, "a copy is not the same object"),
        (
            run(unwatched=["orders.txt"]),
            general.USUAL_WAYS,
            "orders.txt was opened in a way that the check cannot watch",
        ),
        (run(new=["a.bak", "b"]), general.NO_FILE_LEFT, "a.bak was still there afterwards, and 1 more"),
        (run(children=2), general.NOTHING_RUNS, "left 2 child processes behind"),
        (run(threads=1), general.NOTHING_RUNS, "a thread was still running"),
        (run(changed=["the umask"]), general.PUT_BACK, "changed the umask, and did not put it back"),
        (run(changed=["patched: os.close"]), general.CHECK_ALONE, "put something else in the place of os.close"),
    ],
)
def test_broken(seen: Run, requirement: Requirement, what: str) -> None:
    ((found, sentence),) = broken(seen, goes_well=False)
    assert found is requirement
    assert what in sentence


@pytest.mark.parametrize(
    "seen",
    [
        run(),
        run(lives=WELL),
        run(lives=[life(1, "a", 0, 2), life(2, "b", 3, 4)]),
        run(lives=[life(1, "reading end", 0, 4, "pipe"), life(2, "writing end", 1, 5, "pipe")]),
        run(lives=[life(1, "shop", 0, None, "descriptor")], raised=raised("IsADirectoryError")),
        run(descriptors=["/tmp/x/work/shop"], raised=raised("IsADirectoryError")),
        run(READING, raised=raised(injected="fault")),
    ],
)
def test_kept(seen: Run) -> None:
    assert list(broken(seen, goes_well=False)) == []


def test_what_is_done_another_way_is_no_failure() -> None:
    assert list(broken(run(READING), goes_well=True)) == []
    assert list(broken(run(CLOSING), goes_well=True)) != []
    assert list(broken(run(CLOSING, steps=STEPS + STEPS), goes_well=True)) == []


@pytest.mark.parametrize(
    ("error", "requirement"),
    [
        (raised("NameError"), general.NAMES),
        (raised("UnboundLocalError", bases=["UnboundLocalError", "NameError"]), None),
        (raised("TypeError", text="f() takes 0 positional arguments but 1 was given", line=0), general.ARGUMENTS),
        (raised("TypeError", text="f() takes 0 positional arguments but 1 was given"), None),
        (raised("SystemExit"), general.EXITS),
        (raised("RecursionError"), general.ENDS),
        (raised("MemoryError"), general.MEMORY),
        (raised("OSError", errno=24), general.FEW_OPEN),
        (raised("PermissionError", errno=13), general.ITS_FILES),
        (raised("PermissionError", errno=1), general.CHECK_ALONE),
        (raised("OSError", errno=27), general.WRITES),
        (raised("KeyboardInterrupt"), None),
        (raised("MemoryError", injected="fault"), None),
    ],
)
def test_mistakes_that_have_nothing_to_do_with_the_exercise(
    error: dict[str, Any], requirement: Requirement | None
) -> None:
    mistake = own_mistake(run(raised=error))
    assert (mistake[0] if mistake else None) is requirement


def test_a_run_is_named_for_a_reader() -> None:
    assert when(run()) == "with an ordinary file"
    assert when(run(READING)) == "when read() of orders.txt raised OSError (step 2 of 3)"
    assert when(run(Fault(1, "OSError", "action()", of=1))) == "when action() raised OSError (step 1 of 1)"


def test_every_requirement_has_its_own_title_and_a_hint_of_its_own() -> None:
    everything = [*general.FIRST, *general.LAST]
    assert len({each.title for each in everything}) == len({each.hint for each in everything}) == len(everything)
    for each in everything:
        assert len(each.title) <= 40
        assert 10 <= len(each.hint.split()) <= 45
