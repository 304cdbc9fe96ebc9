"""Lesson 4: what is asked of the answers to 4.1, 4.2, 4.3 and 4.4."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

from leakproof.exercises.manual_close import PATHS
from leakproof.judging.general import SAME_ERROR
from leakproof.judging.scenarios import (
    BLOCKS,
    At,
    Check,
    Draw,
    Exercise,
    Expectation,
    Requirement,
    Run,
    Scenario,
    ends_well,
    raises,
    raises_something,
)

EVERY_BLOCK = (*BLOCKS, "SystemExit")
"""What the blocks of this lesson are run raising."""

# -- 4.1 changed_dir(path)

MOVES = Requirement(
    "Changes the working directory",
    "Inside the block the process works in `path`: `os.chdir` brings it there. A relative path counts from where the "
    "process is at the entry.",
)
GIVES_PATH = Requirement(
    "Gives an absolute Path",
    "What `as` gives is a `pathlib.Path` that still means the same folder when the process is somewhere else. "
    "`Path.cwd()` makes one.",
)
GIVES_OLD = Requirement(
    "Gives the directory at the entry",
    "What `as` gives is where the process was when the block was entered, not where it is now.",
)
COMES_BACK = Requirement(
    "Comes back after the block",
    "Remember where the process is before it moves, as an absolute path, and move it back there at the end.",
)
BACK_ON_ERROR = Requirement(
    "Comes back when the block raises",
    "An error in the block arrives at the `yield`, and the lines below it are not reached. What must happen on every "
    "way out belongs in `finally`.",
)
BACK_ON_INTERRUPT = Requirement(
    "Comes back whatever the block raises",
    "Not every error is an `Exception`: Ctrl-C, an exit and the end of a generator are none. `finally` does not ask "
    "what kind it is.",
)
BACK_FROM_ANYWHERE = Requirement(
    "Comes back from wherever the block went",
    "The block may have moved on, or removed the folder it was in. Do not ask where the process is at the end: go "
    "back in any case.",
)
AT_ENTRY = Requirement(
    "Remembers at the entry",
    "Between making a manager and entering it, the process may have moved. Where it was is to be read when the block "
    "is entered.",
)
NESTED = Requirement(
    "Blocks can be nested",
    "Each block goes back to where it began itself. What one remembers must not be where another one remembers its "
    "own: keep it in a local variable, or in `self`.",
)
TELLS_NO_FOLDER = Requirement(
    "Says so when it cannot change",
    "A folder that is not there is for your caller to know: its block must not run somewhere else. Let the error of "
    "`os.chdir` pass.",
)
NOTHING_CHANGED = Requirement(
    "After a failed change nothing has changed",
    "If entering fails nobody leaves: then the process has to be where it was before.",
)

_true_getcwd = os.getcwd


def visit(answer: Any, world: Any, path: Any, way: str = "", other: str = "") -> Any:
    """Calls the answer and leaves its block in one `way` or another; `other` is a second folder."""
    start = _true_getcwd()
    try:
        return _visit(answer, world, path, way, other)
    finally:
        world.note("after", _place())
        os.chdir(start)


def _visit(answer: Any, world: Any, path: Any, way: str, other: str) -> Any:
    made_at = _place()
    manager = answer(path)
    world.not_yet(["the change of the directory"] * (_place() != made_at))
    if way == "moved before":
        os.chdir(os.path.join(made_at, other))
    if way == "return":
        return _returns(manager, world)
    if way == "closed":
        blocks = _yields(manager, world)
        next(blocks)
        blocks.close()
        return None
    for _ in range(2):
        with manager as given:
            _look(world, given)
            if way == "moves on":
                os.chdir(other)
            elif way == "removes":
                _remove_this_folder()
            elif way == "nested":
                _nest(answer, world, other)
            elif way == "fails inside":
                _fail(answer, world, other)
            elif way == "break":
                break
            world.block()
        break
    return None


def _returns(manager: Any, world: Any) -> str:
    with manager as given:
        _look(world, given)
        return "from the block"


def _yields(manager: Any, world: Any) -> Generator[None, None, None]:
    with manager as given:
        _look(world, given)
        yield


def _nest(answer: Any, world: Any, other: str) -> None:
    inner = answer(other)
    with inner as given:
        world.note("inner", [_place(), os.path.realpath(given) if isinstance(given, Path) else repr(given)])
        with answer(Path(os.pardir)):
            pass
        world.note("after the innermost", _place())
    world.note("after the inner", _place())


def _fail(answer: Any, world: Any, other: str) -> None:
    try:
        with answer(other):
            pass
    finally:
        world.note("after the inner", _place())


def _look(world: Any, given: Any) -> None:
    world.note("inside", _place())
    world.note("kind", type(given).__name__)
    world.note("is an absolute path", isinstance(given, Path) and given.is_absolute())
    world.note("given", os.path.realpath(given) if isinstance(given, Path) else "")


def _place() -> str:
    try:
        return _true_getcwd()
    except OSError:
        return "a folder that is gone"


def _remove_this_folder() -> None:
    with contextlib.suppress(OSError):  # where the system keeps it as long as somebody is in it
        for entry in os.listdir():
            os.unlink(entry)
        os.rmdir(_true_getcwd())


def _changed_dir(draw: Draw) -> Iterator[Scenario]:
    shop, office = f"shop {draw.randrange(1000)}", f"office {draw.randrange(1000)}"
    files: dict[str, Any] = {f"{shop}/orders/list.txt": draw.text(2), f"{office}/list.txt": draw.text(2)}
    inner = f"{shop}/orders"

    def scenario(
        when: str,
        comes_back: Requirement,
        path: At,
        *way: str,
        moves: Requirement = MOVES,
        **options: Any,
    ) -> Scenario:
        expect = [
            Expectation(PATHS, _confuses_kinds),
            Expectation(moves, _was_in(path.path)),
            Expectation(GIVES_PATH, _gave_a_path),
            Expectation(GIVES_OLD, _gave("")),
            Expectation(comes_back, _is_back()),
        ]
        if not options.get("block"):
            expect.append(ends_well(comes_back))
        return Scenario(when, expect, [path, *way], files, f"{__name__}:visit", **options)

    yield scenario(
        "a folder",
        COMES_BACK,
        At(shop),
        faults=True,
        expect_after_fault=[Expectation(NOTHING_CHANGED, _did_not_enter), Expectation(COMES_BACK, _is_back())],
    )
    yield scenario("a Path that is absolute", COMES_BACK, At(inner, absolute=True, as_path=True), moves=PATHS)
    yield scenario("a relative Path", COMES_BACK, At(inner, as_path=True), moves=PATHS)
    for kind in EVERY_BLOCK:
        back = BACK_ON_ERROR if kind in ("UnforeseenError", "OSError") else BACK_ON_INTERRUPT
        yield scenario(f"a block that raises {kind}", back, At(inner), block=kind)
    yield scenario("a generator that is closed in the block", BACK_ON_INTERRUPT, At(inner), "closed")
    yield scenario("a block that ends by return", COMES_BACK, At(shop), "return")
    yield scenario("a block that ends by break", COMES_BACK, At(inner), "break")
    yield Scenario(
        "another directory between making it and entering it",
        [
            Expectation(AT_ENTRY, _unless_early(check))
            for check in (_was_in(inner), _gave(office), _is_back(office), ends_well(AT_ENTRY).problem)
        ],
        [At(inner, absolute=True), "moved before", office],
        files,
        drive=f"{__name__}:visit",
    )
    yield Scenario(
        "blocks in blocks",
        [Expectation(NESTED, _nested_well(shop, inner)), Expectation(NESTED, _is_back()), ends_well(NESTED)],
        [At(shop), "nested", "orders"],
        files,
        drive=f"{__name__}:visit",
    )
    yield scenario("a block that moves on", BACK_FROM_ANYWHERE, At(inner, absolute=True), "moves on", os.pardir)
    yield scenario("a block that moves back itself", BACK_FROM_ANYWHERE, At(shop), "moves on", os.pardir)
    yield scenario("a block that moves far away", BACK_FROM_ANYWHERE, At(inner), "moves on", os.sep)
    yield scenario(
        "a block that moves on and raises", BACK_FROM_ANYWHERE, At(inner), "moves on", os.pardir, block="OSError"
    )
    yield scenario("a block that removes the folder", BACK_FROM_ANYWHERE, At(office), "removes")
    for when, path, error in (
        ("a folder that is not there", At("missing"), FileNotFoundError),
        ("a folder that is not there", At("missing", absolute=True, as_path=True), FileNotFoundError),
        ("a file in place of the folder", At(f"{office}/list.txt"), NotADirectoryError),
    ):
        yield Scenario(
            when,
            [
                raises_something(TELLS_NO_FOLDER),
                raises(error, SAME_ERROR),
                Expectation(NOTHING_CHANGED, _is_back()),
            ],
            [path],
            files,
            drive=f"{__name__}:visit",
        )
    yield Scenario(
        "a folder that is not there, in a block",
        [
            raises_something(TELLS_NO_FOLDER),
            Expectation(NOTHING_CHANGED, _noted("after the inner", shop)),
            Expectation(NOTHING_CHANGED, _is_back()),
        ],
        [At(shop), "fails inside", "missing"],
        files,
        drive=f"{__name__}:visit",
    )


def _confuses_kinds(run: Run) -> str | None:
    raised = run.raised
    if raised is None or raised["injected"] or raised["type"] not in ("AttributeError", "TypeError"):
        return None
    return run.ended() if "Path'" in raised["text"] or "'str' object" in raised["text"] else None


def _shown(run: Run, place: Any) -> str:
    """A directory as a reader of a report knows it."""
    path = Path(str(place))
    if path == run.folder:
        return "the folder where it began"
    return str(path.relative_to(run.folder)) if path.is_relative_to(run.folder) else str(path)


def _was_in(path: str) -> Check:
    def problem(run: Run) -> str | None:
        if "inside" not in run.notes:
            return f"the block was not entered: {run.ended()}"
        place = run.notes["inside"]
        return None if place == str(run.folder / path) else f"in the block the process was in {_shown(run, place)}"

    return problem


def _gave_a_path(run: Run) -> str | None:
    if run.notes.get("is an absolute path") is True:
        return None
    kind = run.notes.get("kind")
    return "it gave a path that is relative" if str(kind).endswith("Path") else f"it gave a value of the type {kind}"


def _gave(begin: str) -> Check:
    def problem(run: Run) -> str | None:
        given = run.notes.get("given")
        return None if given == str(run.folder / begin) else f"it gave {_shown(run, given)}"

    return problem


def _noted(name: str, folder: str) -> Check:
    def problem(run: Run) -> str | None:
        place = run.notes.get(name)
        if place == str(run.folder / folder):
            return None
        return f"{name} the process was in {_shown(run, place)}" if place else run.ended()

    return problem


def _is_back(begin: str = "") -> Check:
    def problem(run: Run) -> str | None:
        place = run.notes.get("after")
        return None if place == str(run.folder / begin) else f"afterwards the process was in {_shown(run, place)}"

    return problem


def _unless_early(check: Check) -> Check:
    """For what goes wrong just because the answer did it all before the block was entered."""
    return lambda run: None if run.notes.get("early") else check(run)


def _did_not_enter(run: Run) -> str | None:
    return None if "inside" in run.notes else _is_back()(run)


def _nested_well(shop: str, inner: str) -> Check:
    def problem(run: Run) -> str | None:
        here = [str(run.folder / inner), str(run.folder / shop)]
        if run.notes.get("inner") != here:
            seen = " and gave ".join(_shown(run, place) for place in run.notes.get("inner", []))
            return f"in the inner block it was in {seen}" if seen else run.ended()
        return _noted("after the innermost", inner)(run) or _noted("after the inner", shop)(run)

    return problem


EXERCISES = [
    Exercise("4.1", _changed_dir),
]
