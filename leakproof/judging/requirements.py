"""What is required of every answer, whatever the exercise: the syllabus's rules, as checks of a run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from leakproof.judging.scenarios import Requirement, Run
from leakproof.watching.lives import Life, Recording, Release

ENDS = Requirement(
    "Ends by itself",
    "Something never came to its end, or ended more than your function. Look for a loop whose condition never changes, "
    "for a wait that nobody answers, and for `exit` in any of its forms.",
)
CLOSED = Requirement(
    "Closed when all goes well",
    "Nothing failed in this run, and yet nobody released it. Python's garbage collector may seem to do it for you; the "
    "check keeps everything alive, so that only what you release counts. Is `close()` called, with its parentheses?",
)
CLOSED_ON_ERROR = Requirement(
    "Closed when a step fails",
    "An exception leaves your function at once: the lines below are never reached. What must happen on every way out "
    "belongs where every way out passes: in `finally`.",
)
CLOSED_ON_INTERRUPT = Requirement(
    "Closed on Ctrl-C too",
    "`KeyboardInterrupt` is no `Exception`, and so `except Exception` does not see it. `finally` does not ask what "
    "kind of error it is.",
)
CLOSED_WHEN_CLOSE_FAILS = Requirement(
    "Closed when another close fails",
    "A close can fail as any other step can, and then the next line is not reached. Give each resource a `try` and "
    "`finally` of its own, one inside the other.",
)
ORDER = Requirement(
    "Last opened, first closed",
    "What was opened later may still need what was opened before it. Close in the opposite order of opening.",
)
NOT_SWALLOWED = Requirement(
    "No error is swallowed",
    "A step failed and your caller was told nothing. A `return` in `finally`, or an `except` that does not raise "
    "again, makes an error vanish.",
)
SAME_ERROR = Requirement(
    "The caller sees the error itself",
    "Another error came out than the one that happened. Let the error pass as it is; if cleaning up makes a second one, "
    "look at what it hides.",
)
NOTHING_LEFT = Requirement(
    "Nothing is left behind",
    "Something outlived your function: a thread, a process, a temporary file, or a setting of the whole process that "
    "was not put back.",
)

EVERYWHERE = (
    CLOSED,
    CLOSED_ON_ERROR,
    CLOSED_ON_INTERRUPT,
    CLOSED_WHEN_CLOSE_FAILS,
    ORDER,
    NOT_SWALLOWED,
    SAME_ERROR,
    NOTHING_LEFT,
)
"""In the order in which a report names them."""


def recording(run: Run) -> Recording:
    """What was watched in the run."""
    return Recording.from_dict(run.report.said["recording"])


def broken(run: Run, goes_well: bool) -> Iterator[tuple[Requirement, str]]:
    """The general requirements that this run breaks, each with a sentence that says how. `goes_well` says whether the
    run did all that is expected when nothing fails."""
    watched = recording(run)
    yield from _left_open(run, watched)
    yield from _order(watched)
    yield from _error(run, goes_well)
    yield from _left_behind(run)


def kept(run: Run) -> Iterator[Requirement]:
    """The general requirements that this run puts to the test."""
    yield _closing(run)
    if len(recording(run).lives) > 1:
        yield ORDER
    if run.report.said["injected"]:
        yield NOT_SWALLOWED
        yield SAME_ERROR
    yield NOTHING_LEFT


def _closing(run: Run) -> Requirement:
    if run.fault is None or not run.report.said["injected"]:
        return CLOSED if run.raised is None else CLOSED_ON_ERROR
    if run.fault.release:
        return CLOSED_WHEN_CLOSE_FAILS
    return CLOSED_ON_INTERRUPT if run.fault.error == "KeyboardInterrupt" else CLOSED_ON_ERROR


def _left_open(run: Run, watched: Recording) -> Iterator[tuple[Requirement, str]]:
    numbers = set(run.report.said["open"])
    lives = [life for life in watched.lives if life.number in numbers and life.kind not in ("thread", "process")]
    ending = "after your function had ended" if run.raised is None else "after the exception had left your function"
    if lives:
        first = lives[0]
        more = f", and {len(lives) - 1} more" if len(lives) > 1 else ""
        yield (
            _closing(run),
            f"{_name(first)} was still {'held' if first.kind == 'lock' else 'open'} {ending}{more}; "
            f"it was opened on line {first.opened.place.line}",
        )
    elif run.report.descriptors:
        names = ", ".join(sorted({_leads_to(where, run.folder) for where in run.report.descriptors}))
        count = len(run.report.descriptors)
        what = "a descriptor was" if count == 1 else f"{count} descriptors were"
        yield _closing(run), f"{what} still open {ending}: {names}"
    if run.report.lost_descriptors:
        yield NOTHING_LEFT, "a descriptor that is not yours had been closed"


def _name(life: Life) -> str:
    return f"{life.kind} {life.name}".strip() if life.kind not in ("file", "descriptor") else life.name


def _leads_to(where: str, folder: Path) -> str:
    path = Path(where)
    if path.is_relative_to(folder.parent):
        return path.name
    return where.partition(":")[0]


def _order(watched: Recording) -> Iterator[tuple[Requirement, str]]:
    closed = [
        life
        for life in watched.lives
        if life.released is not None and life.how in (Release.CALL, Release.WITH) and life.kind != "process"
    ]
    for early in closed:
        for late in closed:
            assert early.released is not None and late.released is not None
            if early.opened.tick < late.opened.tick < early.released.tick < late.released.tick:
                yield (
                    ORDER,
                    f"{_name(early)} was opened before {_name(late)} (lines {early.opened.place.line} and "
                    f"{late.opened.place.line}), and closed before it too (lines {early.released.place.line} and "
                    f"{late.released.place.line})",
                )
                return


def _error(run: Run, goes_well: bool) -> Iterator[tuple[Requirement, str]]:
    if not run.report.said["injected"] or run.fault is None:
        return
    if run.raised is None:
        done_another_way = goes_well and not run.fault.release
        if not done_another_way:
            yield NOT_SWALLOWED, f"your caller was not told: {run.ended()}"
    elif not run.raised["injected"]:
        yield SAME_ERROR, f"{run.ended()} instead of it"


def _left_behind(run: Run) -> Iterator[tuple[Requirement, str]]:
    report = run.report
    left = []
    if report.children:
        left.append("a child process" if report.children == 1 else f"{report.children} child processes")
    if report.said["threads"] or report.threads:
        left.append("a thread that is still running")
    try:
        files = sorted(path.name for path in run.temporary.iterdir())
    except OSError:
        files = []
    if files:
        left.append("a temporary file" if len(files) == 1 else f"{len(files)} temporary files")
    if left:
        yield NOTHING_LEFT, f"your function left {' and '.join(left)} behind"
    if report.said["changed"]:
        yield NOTHING_LEFT, f"your function changed {', '.join(report.said['changed'][:3])} and did not put it back"
