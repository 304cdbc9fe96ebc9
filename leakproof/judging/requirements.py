"""The requirements that hold for every answer, as checks of a run."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path

from leakproof.judging import limits
from leakproof.judging.evidence import PATCHED
from leakproof.judging.general import (
    ARGUMENTS,
    CHECK_ALONE,
    CLOSED,
    CLOSED_ON_CANCEL,
    CLOSED_ON_ERROR,
    CLOSED_ON_INTERRUPT,
    CLOSED_WHEN_CLOSE_FAILS,
    ENDS,
    ENTERS_MANAGERS,
    EXITS,
    FEW_OPEN,
    IN_ASYNC_WITH,
    IN_WITH,
    ITS_FILES,
    MEMORY,
    NAMES,
    NO_FILE_LEFT,
    NOT_BLOCKING,
    NOT_SWALLOWED,
    NOTHING_EARLY,
    NOTHING_RUNS,
    ORDER,
    PUT_BACK,
    RELEASED_ONCE,
    SAME_ERROR,
    USUAL_WAYS,
    WAITS,
    WRITES,
    Requirement,
)
from leakproof.judging.scenarios import OPENINGS, Folder, Run
from leakproof.watching.lives import Life, Moment, Release

_NOT_CLOSED = ("thread", "process", "temporary folder")
"""The kinds whose end is another one, and is seen from outside."""
_IN_ORDER = ("file", "descriptor", "temporary file", "sqlite connection", "lock")
"""The kinds that must be released in order. The two ends of a pipe, and what a library opens for itself, need not."""


def broken(run: Run, goes_well: bool) -> Iterator[tuple[Requirement, str]]:
    """The general requirements that this run breaks, each with a sentence that says how. `goes_well` says whether the
    run did all that is expected when nothing fails."""
    if run.report.said["unwatched"]:
        yield USUAL_WAYS, f"{run.report.said['unwatched'][0]} was opened in a way that the check cannot watch"
    if run.report.said["stuck"]:
        yield WAITS, "all of its tasks waited, and nothing was left that could wake one of them"
        return
    if run.notes.get("blocked"):
        yield NOT_BLOCKING, f"{run.notes['blocked']} held up the event loop: nothing else could run meanwhile"
    if run.notes.get("early"):
        yield NOTHING_EARLY, f"{run.notes['early']} came before the block was entered"
    yield from _left_open(run)
    for name in run.report.said["released again"][:1]:
        yield RELEASED_ONCE, f"{name} was released once more after it had been released"
    yield from _order(run)
    yield from _error(run, goes_well)
    yield from _left_behind(run)


def own_mistake(run: Run) -> tuple[Requirement, str] | None:
    """What made a run fail that has nothing to do with the exercise, if that is so."""
    raised = run.raised
    if raised is None or raised["injected"]:
        return None
    bases, text = raised["bases"], raised["text"]
    if raised["type"] == "NameError":
        return NAMES, run.ended()
    if raised["type"] == "TypeError" and any(words in text for words in _NO_ASYNC_MANAGER):
        return IN_ASYNC_WITH, run.ended()
    if raised["type"] == "TypeError" and raised["line"] and "the context manager protocol" in text:
        return ENTERS_MANAGERS, run.ended()
    if raised["type"] == "TypeError" and ("context manager protocol" in text or "__exit__() " in text):
        return IN_WITH, run.ended()
    if raised["type"] == "TypeError" and not raised["line"] and "argument" in text:
        return ARGUMENTS, f"the call itself failed: {text}"
    if "SystemExit" in bases:
        return EXITS, f"{run.ended()}: that ends the program that called your function"
    if "RecursionError" in bases:
        return ENDS, f"{run.ended()}: it called itself again and again"
    if "MemoryError" in bases:
        return MEMORY, f"it asked for more than {limits.MEMORY // 2**20} MB of memory"
    if raised["errno"] == errno.EMFILE:
        return FEW_OPEN, f"{run.ended()}; a process may have {limits.OPEN_FILES} open at once here"
    if raised["errno"] == errno.EPERM:
        return CHECK_ALONE, run.ended()
    if raised["errno"] == errno.EACCES and run.fault is None:
        return ITS_FILES, run.ended()
    if raised["errno"] == errno.EFBIG:
        return WRITES, f"{run.ended()}; a file may have {limits.FILE_SIZE // 2**20} MB here"
    return None


_NO_ASYNC_MANAGER = ("asynchronous context manager protocol", "'async with' received", "__aenter__() ", "__aexit__() ")


def kept(run: Run) -> Iterator[Requirement]:
    """The general requirements that this run puts to the test."""
    yield _closing(run)
    if len(run.recording.lives) > 1:
        yield ORDER
    if run.report.said["in order"]:
        yield RELEASED_ONCE
    if "early" in run.notes:
        yield NOTHING_EARLY
    if run.report.said["injected"] or (run.report.said["block"] and not run.scenario.suppresses):
        yield NOT_SWALLOWED
        yield SAME_ERROR
    yield from (NO_FILE_LEFT, NOTHING_RUNS, PUT_BACK)


def _closing(run: Run) -> Requirement:
    if run.fault is None or not run.report.said["injected"]:
        if run.report.said["block"]:
            return _ON.get(run.scenario.block, CLOSED_ON_ERROR)
        return CLOSED if run.raised is None else CLOSED_ON_ERROR
    if run.fault.release:
        return CLOSED_WHEN_CLOSE_FAILS
    return _ON.get(run.fault.error, CLOSED_ON_ERROR)


_ON = {"KeyboardInterrupt": CLOSED_ON_INTERRUPT, "CancelledError": CLOSED_ON_CANCEL}


def _left_open(run: Run) -> Iterator[tuple[Requirement, str]]:
    numbers = set(run.report.said["open"])
    # A folder can be opened as a descriptor, and then not as a file: what has become of it is not asked.
    folders = {name for name, content in run.scenario.files.items() if content is Folder}
    lives = [
        life
        for life in run.recording.lives
        if life.number in numbers and life.kind not in _NOT_CLOSED and life.name not in folders
    ]
    descriptors = [where for where in run.report.descriptors if Path(where).name not in folders]
    ending = "after your function had ended" if run.raised is None else "after the exception had left your function"
    if run.scenario.drive != "call":
        ending = "at the end"
    if lives:
        first = lives[0]
        more = f", and {len(lives) - 1} more" if len(lives) > 1 else ""
        line = first.opened.place.line
        is_lock = first.kind.endswith("lock")
        where = f"; it was {'acquired' if is_lock else 'opened'} on line {line}" if line else ""
        state = "held" if is_lock else "open"
        yield _closing(run), f"{_name(first)} was still {state} {ending}{more}{where}"
    elif descriptors:
        names = ", ".join(sorted({_leads_to(where, run.folder) for where in descriptors}))
        count = len(descriptors)
        what = "a descriptor was" if count == 1 else f"{count} descriptors were"
        yield _closing(run), f"{what} still open {ending}: {names}"
    if run.report.lost_descriptors:
        yield CHECK_ALONE, "it had closed, or replaced, a descriptor that it had not opened"


def _name(life: Life) -> str:
    return f"{life.kind} {life.name}".strip() if life.kind not in ("file", "descriptor") else life.name


def _leads_to(where: str, folder: Path) -> str:
    path = Path(where)
    if path.is_relative_to(folder.parent):
        return path.name
    return where.partition(":")[0]


def _order(run: Run) -> Iterator[tuple[Requirement, str]]:
    lent = set(run.report.said["in order"])
    closed = [
        life
        for life in run.recording.lives
        if life.released is not None
        and life.how in (Release.CALL, Release.WITH)
        and (life.kind in _IN_ORDER or life.number in lent)
    ]
    for early in closed:
        for late in closed:
            assert early.released is not None and late.released is not None
            if early.opened.lane != late.opened.lane:
                continue  # two threads hold what they hold independently of each other
            if early.opened.tick < late.opened.tick < early.released.tick < late.released.tick:
                yield (
                    ORDER,
                    f"{_name(early)} was opened before {_name(late)}{_lines(early.opened, late.opened)}, and closed "
                    f"before it too{_lines(early.released, late.released)}",
                )
                return


def _lines(one: Moment, other: Moment) -> str:
    known = one.place.line and other.place.line
    return f" (lines {one.place.line} and {other.place.line})" if known else ""


def _error(run: Run, goes_well: bool) -> Iterator[tuple[Requirement, str]]:
    fault = run.fault if run.report.said["injected"] else None
    block = run.scenario.block if run.report.said["block"] else ""
    if fault is None and not block:
        return
    if run.raised is None:
        if run.scenario.suppresses and block:
            return
        if block or (fault and not (goes_well and (not fault.release or _began_again(run)))):
            yield NOT_SWALLOWED, f"your caller was not told: {run.ended()}"
    elif not run.raised["injected"]:
        same_type = run.raised["type"] in (block, fault.error if fault else "")
        yield SAME_ERROR, f"{run.ended()} instead of it{' (a copy is not the same object)' if same_type else ''}"


def _began_again(run: Run) -> bool:
    """Whether what could not be closed well was opened once more, and so all the work done another way."""
    assert run.fault is not None
    later = run.report.said["steps"][run.fault.step :]
    return any(name in OPENINGS and target == run.fault.target for name, target, _ in later)


def _left_behind(run: Run) -> Iterator[tuple[Requirement, str]]:
    report = run.report
    if run.new_names:
        more = f", and {len(run.new_names) - 1} more" if len(run.new_names) > 1 else ""
        yield NO_FILE_LEFT, f"{run.new_names[0]} was still there afterwards{more}"
    if report.children:
        what = "a child process" if report.children == 1 else f"{report.children} child processes"
        yield NOTHING_RUNS, f"your function left {what} behind"
    elif report.said["tasks"]:
        more = f", and {len(report.said['tasks']) - 1} more" if len(report.said["tasks"]) > 1 else ""
        yield NOTHING_RUNS, f"the task {report.said['tasks'][0]} was still running after your code had ended{more}"
    elif report.said["threads"] or report.threads:
        yield NOTHING_RUNS, "a thread was still running after your function had ended"
    changed = [str(what) for what in report.said["changed"]]
    patched = [what.removeprefix(PATCHED) for what in changed if what.startswith(PATCHED)]
    settings = [what for what in changed if not what.startswith(PATCHED)]
    if patched:
        yield CHECK_ALONE, f"your function put something else in the place of {' and '.join(patched[:3])}"
    if settings:
        yield PUT_BACK, f"your function changed {' and '.join(settings[:3])}, and did not put it back"
