"""Lesson 4: what is asked of the answers to 4.1, 4.2, 4.3 and 4.4."""

from __future__ import annotations

import contextlib
import inspect
import itertools
import os
import subprocess
import sys
import threading
import time
import types
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

from leakproof.exercises.manual_close import PATHS
from leakproof.judging.general import SAME_ERROR
from leakproof.judging.handed import Handed
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
    blocks_error_passes,
    ends_well,
    raises,
    raises_something,
)
from leakproof.judging.values import describe, encode

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
    "An inner block must not disturb the outer one: what one remembers must not be where the other remembers its own. "
    "Keep it in a local variable of the generator, or in `self`.",
)
TELLS_NO_FOLDER = Requirement(
    "Says so when it cannot change",
    "A folder that is not there is for your caller to know: its block must not run somewhere else. Let the error of "
    "`os.chdir` pass.",
)
NOTHING_CHANGED = Requirement(
    "A failed change changes nothing",
    "If entering fails nobody leaves: then the process has to be where it was before.",
)

_true_getcwd = os.getcwd


def visit(answer: Any, world: Any, path: Any, way: str = "", other: str = "") -> Any:
    """Calls the answer and leaves its block in one `way` or another; `other` is a second folder."""
    start = _true_getcwd()
    kept: list[Any] = []  # so that nothing is put back just because a manager is dropped
    try:
        return _visit(answer, world, path, way, other, kept)
    finally:
        world.note("after", _place())
        os.chdir(start)


def _visit(answer: Any, world: Any, path: Any, way: str, other: str, kept: list[Any]) -> Any:
    made_at = _place()
    manager = answer(path)
    kept.append(manager)
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
        innermost = answer(Path(os.pardir))
        with innermost:
            pass
        world.note("after the innermost", _place())
    world.note("after the inner", _place())


def _fail(answer: Any, world: Any, other: str) -> None:
    try:
        failing = answer(other)
        with failing:
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
    yield scenario("the folder where it is, and a block that moves on", BACK_FROM_ANYWHERE, At("."), "moves on", shop)
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


# -- 4.2 temp_env(**variables)

SETS = Requirement(
    "Sets the variables for the block",
    "Inside the block `os.environ[name]` is the given value, character for character, for each of the names.",
)
REMOVES = Requirement(
    "None removes a variable",
    "For `None` the variable is not there in the block, and one that was not there before is no mistake: "
    "`os.environ.pop(name, None)`.",
)
EMPTY = Requirement(
    "An empty string is a value",
    'A variable can be there and hold `""`. Only `None` means absent: ask `is None`, not whether it is true.',
)
ITSELF = Requirement(
    "Changes os.environ itself",
    "Other code has long had its own name for `os.environ`. Put values into it; do not put another object in its "
    "place.",
)
CHILDREN = Requirement(
    "Child processes see the change",
    "A program that is started in the block, or after it, gets the environment of this process. `os.environ[name] = "
    "value` tells the system, too.",
)
AS_IT_WAS = Requirement(
    "Each variable is as it was",
    "Remember the old value of each name before you change it, those of the removed ones too, and put it back at the "
    "end.",
)
ABSENT = Requirement(
    "What was absent is absent again",
    "A variable that was not there before has no old value to put back: it has to be removed.",
)
RESTORED_ON_ERROR = Requirement(
    "Restored when the block raises",
    "An error in the block arrives at the `yield`, and the lines below it are not reached. What must happen on every "
    "way out belongs in `finally`.",
)
RESTORED_ON_ANY = Requirement(
    "Restored whatever the block raises",
    "Not every error is an `Exception`: Ctrl-C, an exit and the end of a generator are none. `finally` does not ask "
    "what kind it is.",
)
WHATEVER_IT_DID = Requirement(
    "Restored whatever the block did to it",
    "The block may itself set, change or remove a variable that you were given. Only what was there before counts: "
    "put that back, or remove the variable, without asking what it is now.",
)
OTHERS = Requirement(
    "Leaves other variables alone",
    "Only the named variables are yours. The others are there in the block, and what the block does to them stays: do "
    "not put back the whole environment.",
)
ENTRY_VALUES = Requirement(
    "Remembers what was there at the entry",
    "Between making a manager and entering it, the environment may change. The old values are to be read when the "
    "block is entered.",
)
REFUSES = Requirement(
    "Refuses what is neither str nor None",
    "A number, `bytes`, a `Path`, `False`: all of them get `TypeError`, none is converted and none is passed over. "
    "`os.environ` does that by itself, if you hand it the value as it is.",
)
ANY_STR = Requirement(
    "A str of any kind is a str",
    "An object of a class made from `str` is a `str` as well: `isinstance` knows that.",
)
TELLS_UNSET = Requirement(
    "Says so when a variable cannot be set",
    "The system refuses a NUL in a value, and a name that is empty or has a `=` in it. Let its error pass: the block "
    "must not run without its variables.",
)
ALL_BACK = Requirement(
    "After a refusal all is as it was",
    "If the third variable is refused, the first two are set by then, and nobody leaves a block that was not entered. "
    "Set them inside the `try` whose `finally` restores.",
)
ANY_NAME = Requirement(
    "Any name can be a variable's",
    "`temp_env(**variables)` takes every keyword, `name` and `value` too. A parameter that has a name of its own takes "
    "that one away.",
)
NAMES = (
    "name names value values key variables environment environ old new mapping args kwargs func path before "
    "k v e os"
).split()

_environ = os.environ


class _Text(str):
    """A ``str``, though of another class."""


_REFUSED: dict[str, Any] = {
    "a number": 8080,
    "0": 0,
    "False": False,
    "bytes": b"8080",
    "empty bytes": b"",
    "a Path": Path("orders"),
    "a list of str": ["8080"],
    "an empty tuple": (),
}
"""Values that are neither ``str`` nor ``None``."""

Values = dict[str, str | None]
"""Variables and their values; ``None``: not there."""


def borrow(answer: Any, world: Any, plan: list[Any], way: str = "") -> Any:
    """Calls the answer in an environment that begins as the plan's ``before``, with its ``variables``. ``late`` are
    the changes between making the manager and entering it, ``inside`` those that the block makes, ``inner`` what a
    second manager in the block is given, ``odd`` the variables whose values JSON cannot hold, ``refused`` those that
    cannot be set. The block is left, or looked at, in one `way` or another."""
    parts = {part: dict(pairs) for part, pairs in plan}
    before, late = parts["before"], parts.get("late", {})
    odd = {name: _odd_value(what) for name, what in parts.get("odd", {}).items()}
    variables = {name: odd.get(name, value) for name, value in parts["variables"].items()}
    watched = list({name: None for pairs in parts.values() for name in pairs})
    saved = dict(_environ)
    others = _others(watched)
    kept: list[Any] = []  # so that nothing is restored just because a manager is dropped

    def look(moment: str) -> None:
        world.note(moment, {name: os.environ.get(name) for name in watched})
        world.note("itself", os.environ is _environ and world.notes.get("itself", True))
        world.note("others", _others(watched) == others and world.notes.get("others", True))
        if way == "child":
            world.note(f"{moment}, in a child", _child_sees(watched))

    def run() -> Any:
        try:
            manager = answer(**variables)
        except TypeError as error:
            if way != "any name":
                raise
            return world.note("call", str(error))
        kept.append(manager)
        world.not_yet([f"the change of {name}" for name in watched if os.environ.get(name) != before.get(name)])
        _apply(late)
        if way == "return":
            return _returns_from(manager, look)
        if way == "closed":
            blocks = _yields_in(manager, look)
            next(blocks)
            return blocks.close()
        for _ in range(2):
            with manager:
                look("in the block")
                _apply(parts.get("inside", {}))
                if "inner" in parts:
                    inner = answer(**parts["inner"])
                    with inner:
                        look("in the inner block")
                    look("after the inner block")
                if way == "break":
                    break
                world.block()
            break
        return None

    _apply(before)
    try:
        for name in parts.get("refused", {}):
            world.note("the system says", _says_the_system(name, variables[name]))
        return run()
    finally:
        look("afterwards")
        _put_back(saved, watched)


def _returns_from(manager: Any, look: Callable[[str], None]) -> str:
    with manager:
        look("in the block")
        return "from the block"


def _yields_in(manager: Any, look: Callable[[str], None]) -> Generator[None, None, None]:
    with manager:
        look("in the block")
        yield


def _odd_value(what: str) -> Any:
    return _REFUSED[what] if what in _REFUSED else _Text(what)


def _apply(changes: Values) -> None:
    for name, value in changes.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


def _others(watched: list[str]) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in watched}


def _says_the_system(name: str, value: Any) -> str:
    """The type of the error with which the system refuses to set a variable; empty if it does not."""
    old = _environ.get(name)
    try:
        _environ[name] = value
    except Exception as error:
        return type(error).__name__
    _apply({name: old})
    return ""


def _child_sees(watched: list[str]) -> str:
    code = "import os, sys; print(ascii([os.environ.get(name) for name in sys.argv[1:]]))"
    command = [sys.executable, "-I", "-S", "-c", code, *watched]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def _put_back(saved: dict[str, str], watched: list[str]) -> None:
    """The watched ones are set anew in any case: the system may know of other values than `os.environ`."""
    os.environ = _environ  # noqa: B003
    for name in {*_environ, *saved, *watched}:
        if name in watched or _environ.get(name) != saved.get(name):
            with contextlib.suppress(OSError, ValueError):
                _environ[name] = saved.get(name, "")
                if name not in saved:
                    del _environ[name]


def _temp_env(draw: Draw) -> Iterator[Scenario]:
    number = draw.randrange(1000)
    a, b, c, d, e, f = (f"Shop_{number}_{letter}" for letter in "ABCDEF")

    def text() -> str:
        return f" {draw.text(1)}= {draw.randrange(10**6)} "

    def scenario(
        when: str,
        before: Values,
        variables: Values,
        way: str = "",
        *,
        main: Requirement = SETS,
        always: Requirement | None = None,
        at_end: Requirement | None = None,
        block: str = "",
        **changes: Values,
    ) -> Scenario:
        at_entry = {**before, **changes.get("late", {})}
        in_block = {**variables, **at_entry, **variables}
        after = {**in_block, **changes.get("inside", {}), **{name: at_entry.get(name) for name in variables}}
        moments = {"in the block": in_block}
        if "inner" in changes:
            moments["in the inner block"] = {**in_block, **changes["inner"]}
            moments["after the inner block"] = {name: in_block.get(name) for name in {**in_block, **changes["inner"]}}
        moments["afterwards"] = after
        expect = [Expectation(always or main, _was_entered)]
        for moment, values in moments.items():
            for name, value in values.items():
                requirement = _requirement(moment, name in variables or "inner" in changes, value, at_end)
                expect.append(Expectation(always or requirement, _holds(moment, name, value)))
            expect.append(Expectation(ITSELF, _noted_true("itself", "another object was in the place of os.environ")))
            expect.append(Expectation(OTHERS, _noted_true("others", "a variable that was not named had changed")))
        if way == "child":
            expect += [Expectation(CHILDREN, _child_saw(moment)) for moment in moments]
        if not block:
            expect.append(ends_well(at_end or AS_IT_WAS))
        if "late" in changes:
            expect = [Expectation(each.requirement, _unless_early(each.problem)) for each in expect]
        plan = _plan(before=before, variables=variables, **changes)
        return Scenario(when, expect, [plan, way], drive=f"{__name__}:borrow", block=block)

    yield scenario("two variables", {a: text(), c: text()}, {a: text(), b: text()})
    yield scenario("None for a variable that is there", {a: text()}, {a: None, b: text()}, main=REMOVES)
    yield scenario("None for a variable that is not there", {a: text()}, {b: None, a: text()}, main=REMOVES)
    yield scenario("an empty string", {a: text()}, {a: "", b: ""}, main=EMPTY)
    yield scenario("variables that were empty", {a: "", b: "", c: ""}, {a: text(), b: None, c: ""}, main=EMPTY)
    yield scenario("no variables", {a: text()}, {})
    some: Values = {a: text(), b: text(), c: None, d: None}
    yield scenario("child processes", {a: text(), c: text(), e: ""}, some, "child")
    for kind in EVERY_BLOCK:
        restored = RESTORED_ON_ERROR if kind in ("UnforeseenError", "OSError") else RESTORED_ON_ANY
        when = f"a block that raises {kind}"
        yield scenario(when, {a: text(), c: text()}, some, at_end=restored, block=kind)
    when = "a generator that is closed in the block"
    yield scenario(when, {a: text(), c: text()}, some, "closed", at_end=RESTORED_ON_ANY)
    yield scenario("a block that ends by return", {a: text(), c: text()}, some, "return")
    yield scenario("a block that ends by break", {a: text(), c: text()}, some, "break")
    removed: Values = {a: None, b: None, c: text(), d: text()}
    changes: tuple[tuple[str, Values], ...] = (
        ("a block that removes what was set, and sets what was removed", removed),
        ("a block that sets other values", {a: text(), b: text()}),
        ("a block that empties them", {a: "", b: "", c: "", d: ""}),
    )
    for when, inside in changes:
        yield scenario(when, {a: text(), c: text()}, some, at_end=WHATEVER_IT_DID, inside=inside)
    when = "a block that changes them and raises"
    yield scenario(when, {a: text(), c: text()}, some, at_end=WHATEVER_IT_DID, block="OSError", inside=removed)
    yield scenario(
        "a block that sets, changes and removes other variables",
        {a: text(), d: text(), e: text()},
        {a: text(), b: text()},
        inside={c: text(), d: text(), e: None},
    )
    yield scenario(
        "changes between making it and entering it",
        {a: text(), c: text(), d: text(), e: text()},
        {a: text(), b: text(), c: None, d: text()},
        always=ENTRY_VALUES,
        late={a: text(), b: text(), c: text(), d: None, e: text()},
    )
    yield scenario(
        "blocks in blocks",
        {a: text(), c: text()},
        {a: text(), b: text(), c: None},
        always=NESTED,
        inner={a: text(), b: None, c: text(), d: text()},
    )
    names = draw.sample(NAMES, len(NAMES))
    yield scenario(
        "names as parameters often have them",
        {name: text() for name in names[::2]},
        {name: text() for name in names},
        "any name",
        always=ANY_NAME,
    )
    old, texts = text(), {a: text(), b: text()}
    plan = _plan(before={a: old}, variables={a: "", b: ""}, odd={**texts})
    yield Scenario(
        "a value of a class made from str",
        [
            Expectation(ANY_STR, _was_entered),
            *(Expectation(ANY_STR, _holds("in the block", name, value)) for name, value in texts.items()),
            Expectation(AS_IT_WAS, _holds("afterwards", a, old)),
            Expectation(ABSENT, _holds("afterwards", b, None)),
        ],
        [plan],
        drive=f"{__name__}:borrow",
    )

    def refused(when: str, name: str, value: str, odd: str = "") -> Scenario:
        before: Values = {a: text(), c: text(), e: text()}
        variables: Values = {a: text(), b: text(), e: None, name: value, f: text()}
        plan = _plan(before=before, variables=variables, odd={name: odd} if odd else {}, refused={name: None})
        says = REFUSES if odd in _REFUSED else TELLS_UNSET
        return Scenario(
            when,
            [
                raises_something(says),
                Expectation(REFUSES if odd in _REFUSED else SAME_ERROR, _as_the_system_says),
                *(Expectation(ALL_BACK, _holds("afterwards", each, before.get(each))) for each in variables),
                Expectation(OTHERS, _noted_true("others", "a variable that was not named had changed")),
            ],
            [plan],
            drive=f"{__name__}:borrow",
        )

    for place, what in enumerate(_REFUSED):
        yield refused(f"{what} in place of a str", (c, d)[place % 2], "", what)
    for name in (c, d):
        yield refused("a NUL in a value", name, f"{text()}\0{text()}")
    yield refused("a value that cannot be encoded", d, f"{text()}\ud800")
    yield refused("an empty name", "", text())
    yield refused("a name with a = in it", f"{d}=1", text())


def _plan(**parts: Values) -> list[Any]:
    return [[part, [list(pair) for pair in values.items()]] for part, values in parts.items()]


def _requirement(moment: str, named: bool, value: str | None, at_end: Requirement | None) -> Requirement:
    """What is broken when a variable has not this value."""
    if not named:
        return OTHERS
    if moment == "in the block":
        return REMOVES if value is None else EMPTY if value == "" else SETS
    return at_end or (ABSENT if value is None else EMPTY if value == "" else AS_IT_WAS)


def _was_entered(run: Run) -> str | None:
    if "in the block" in run.notes:
        return None
    return f"the call itself failed: {run.notes['call']}" if "call" in run.notes else (
        f"the block was not entered: {run.ended()}"
    )


def _holds(moment: str, name: str, value: str | None) -> Check:
    def problem(run: Run) -> str | None:
        seen = run.notes.get(moment, {}).get(name)
        if seen == value and moment in run.notes:
            return None
        is_now, expected = ("absent" if each is None else describe(encode(each)) for each in (seen, value))
        return f"{moment} {name} was {is_now}, not {expected}"

    return problem


def _noted_true(name: str, what: str) -> Check:
    return lambda run: None if run.notes.get(name) is True else what


def _child_saw(moment: str) -> Check:
    def problem(run: Run) -> str | None:
        if run.notes.get(f"{moment}, in a child") == ascii(list(run.notes[moment].values())):
            return None
        return f"{moment} a child process saw other values"

    return problem


def _as_the_system_says(run: Run) -> str | None:
    due = run.notes.get("the system says")
    if not due or run.raised is None or due in run.raised["bases"]:
        return None
    return f"{run.ended()} where {due} was due"


# -- 4.3 timed(name, emit, clock=time.perf_counter)

ONE_EMIT = Requirement(
    "Calls emit exactly once",
    "One block, one report, whether the block or `emit` itself goes wrong. A call of `emit` that raised was the one "
    "call: do not make a second one in its place.",
)
EMITS_ON_ERROR = Requirement(
    "Emits when the block raises",
    "An error in the block arrives at the `yield`, and the lines below it are not reached. The report of a failure is "
    "the one that is needed most.",
)
EMITS_ON_ANY = Requirement(
    "Emits whatever the block raises",
    "Not every error is an `Exception`: Ctrl-C, an exit and the end of a generator are none, and are reported all the "
    "same. `BaseException` is the class of them all.",
)
EMITS_AT_END = Requirement(
    "Calls emit at the end",
    "How long the block takes and how it ends is known when it has ended, and not before.",
)
EMITS_KEYWORDS = Requirement(
    "Calls emit with name, seconds and ok",
    "Call it as `emit(name=..., seconds=..., ok=...)`: these three, by their names, and the name just as it was given.",
)
EMITS_HERE = Requirement(
    "Calls emit in the same thread",
    "What is called back runs where your caller is: many things, such as a connection, belong to one thread.",
)
TWO_READINGS = Requirement(
    "Reads the clock twice, around the block",
    "Call the `clock` that was given once on entry and once after the block. It is given unless it is left out: a "
    "clock may be false in a boolean test.",
)
DIFFERENCE = Requirement(
    "Gives the unrounded difference",
    "`seconds` is the second reading minus the first, as it is, on the bad way out too. A reading may be 0.",
)
TELLS_HOW = Requirement(
    "Says in ok how the block ended",
    "`ok` is `True` or `False`: `False` if anything at all left the block, an exit too. An error that was around "
    "before the block, or was caught inside it, does not count.",
)
BLOCK_WINS = Requirement(
    "The block's error passes",
    "When the block has raised, its error is what your caller has to see, even if `emit` raises as well, be it Ctrl-C "
    "or an exit.",
)
EMITS_ERROR = Requirement(
    "After a good block emit's error passes",
    "When nothing else went wrong, a report that could not be made is what your caller has to know. Only beside an "
    "error of the block it is the lesser evil.",
)
DEFAULT_CLOCK = Requirement(
    "Takes perf_counter by itself",
    "Without a clock, time is measured with `time.perf_counter`: in seconds, as a `float`, and never set back.",
)
OTHER_CLOCKS = ("time", "process_time", "thread_time", "time_ns", "process_time_ns", "thread_time_ns")


class Clock(Handed):
    """Shows `now`, and remembers in which phases it was read."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self.phase = ""
        self.readings: list[str] = []

    def go(self, phase: str, now: float) -> None:
        """From here on it is this late, in this phase."""
        self.phase, self.now = phase, now

    def __call__(self) -> float:
        self.readings.append(self.phase)
        return self.now


class Emit(Handed):
    """Remembers what it is called with, and then may fail."""

    def __init__(self, world: Any, clock: Clock, fails: str) -> None:
        super().__init__()
        self._world, self._clock, self._fails = world, clock, fails
        self._thread = threading.get_ident()
        self.calls: list[dict[str, Any]] = []

    def __call__(self, *arguments: Any, **named: Any) -> str:
        self.calls.append(
            {
                "phase": self._clock.phase,
                "same thread": threading.get_ident() == self._thread,
                "arguments": len(arguments),
                "names": sorted(named),
                **{name: encode(named.get(name)) for name in ("name", "seconds", "ok")},
            }
        )
        self._world.step("emit()")
        if self._fails:
            error = self._world.injected["emit"] = GeneratorExit() if self._fails == "GeneratorExit" else SystemExit(3)
            raise error
        return "this means nothing"


def measure(answer: Any, world: Any, name: str, times: list[float], way: str = "", fails: str = "") -> Any:
    """Gives the answer a clock that shows one of the `times` when it is made, the next one when it is entered, then in
    the block, and then when it is left. `fails` is what `emit` raises."""
    clock = Clock()
    emit = Emit(world, clock, fails)
    kept: list[Any] = []  # so that nothing is emitted just because a manager is dropped

    def make(*arguments: Any, **named: Any) -> Any:
        kept.append(answer(*arguments, **named))
        return kept[-1]

    try:
        if way == "default":
            return _measure_by_itself(answer, make, world, name, emit, clock)
        return _measure(make, world, name, times, way, emit, clock)
    finally:
        world.note("calls", list(emit.calls))
        world.note("readings", list(clock.readings))


def _measure(make: Any, world: Any, name: str, times: list[float], way: str, emit: Emit, clock: Clock) -> Any:
    made, entered, inside, left = times[:4]
    clock.go("making", made)
    manager = make(emit=emit, clock=clock, name=name) if way == "keywords" else make(name, emit, clock)
    world.not_yet(["a reading of the clock"] * len(clock.readings) + ["the call of emit"] * len(emit.calls))
    clock.go("entering", entered)
    if way == "closed":
        blocks = _yields_timed(manager, clock, inside, left)
        next(blocks)
        return blocks.close()
    if way == "return":
        return _returns_timed(manager, clock, inside, left)
    if way == "handling":
        try:
            raise LookupError(name)
        except LookupError:
            with manager:
                clock.go("the block", inside)
                clock.go("leaving", left)
        return None
    for _ in range(2):
        with manager:
            clock.go("the block", inside)
            if way == "nested":
                _nest_timed(make, name, times[4:], emit, clock)
            clock.go("leaving", left)
            if way == "break":
                break
            world.block()
        break
    return None


def _measure_by_itself(answer: Any, make: Any, world: Any, name: str, emit: Emit, clock: Clock) -> None:
    with contextlib.suppress(TypeError, ValueError, KeyError):
        default = inspect.signature(answer).parameters["clock"].default
        world.note("default", [each for each in OTHER_CLOCKS if default is vars(time).get(each, answer)])
    started = time.perf_counter()
    manager = make(name, emit)
    with manager:
        clock.go("leaving", 0)
    world.note("most seconds", time.perf_counter() - started)


def _yields_timed(manager: Any, clock: Clock, inside: float, left: float) -> Generator[None, None, None]:
    with manager:
        clock.go("the block", inside)
        try:
            yield
        finally:
            clock.go("leaving", left)


def _returns_timed(manager: Any, clock: Clock, inside: float, left: float) -> str:
    with manager:
        clock.go("the block", inside)
        clock.go("leaving", left)
        return "from the block"


def _nest_timed(make: Any, name: str, times: list[float], emit: Emit, clock: Clock) -> None:
    """A block in the block, whose error is caught; `times` are when it is entered and left."""
    inner = make(f"{name}, inner", emit, clock)
    clock.go("entering", times[0])
    with contextlib.suppress(LookupError), inner:
        clock.go("leaving", times[1])
        raise LookupError(name)


def _timed(draw: Draw) -> Iterator[Scenario]:
    name = draw.text(1, last_newline=False)
    drive = f"{__name__}:measure"

    def times(start: float = 0.0, count: int = 4) -> list[float]:
        """Moments whose differences have more digits than rounding leaves."""
        while True:
            found = sorted(start + draw.random() * 3 for _ in range(count))
            if all(round(late - early, 15) != late - early for early, late in itertools.combinations(found, 2)):
                return found

    def scenario(
        when: str,
        times: list[float],
        way: str = "",
        fails: str = "",
        *,
        name: str = name,
        ok: bool = True,
        none: Requirement = ONE_EMIT,
        block: str = "",
    ) -> Scenario:
        seconds = times[3] - times[1]
        expect = [
            Expectation(none, _emitted),
            Expectation(ONE_EMIT, _emitted_times(1)),
            Expectation(EMITS_AT_END, _emitted_at_end),
            Expectation(EMITS_HERE, _emitted_here),
            Expectation(EMITS_KEYWORDS, _emitted_keywords(name)),
            Expectation(TWO_READINGS, _unless_early(_readings)),
            Expectation(DIFFERENCE, _unless_early(_emitted_seconds(seconds))),
            Expectation(TELLS_HOW, _emitted_ok(ok)),
        ]
        if fails:
            expect.append(blocks_error_passes(BLOCK_WINS))
        elif not block:
            expect.append(ends_well(ONE_EMIT))
        return Scenario(
            when,
            expect,
            [name, times, way, fails],
            drive=drive,
            block=block,
            faults=not fails and way != "closed" and block != "SystemExit",
            expect_after_fault=[
                Expectation(ONE_EMIT, _emitted_times(1)),
                blocks_error_passes(BLOCK_WINS),
                raises_something(EMITS_ERROR),
            ],
        )

    yield scenario("a good block", times())
    for kind in EVERY_BLOCK:
        none = EMITS_ON_ERROR if kind in ("UnforeseenError", "OSError") else EMITS_ON_ANY
        yield scenario(f"a block that raises {kind}", times(20.0), ok=False, none=none, block=kind)
    yield scenario("a generator that is closed in the block", times(), "closed", ok=False, none=EMITS_ON_ANY)
    for kind in ("SystemExit", "GeneratorExit"):
        when = f"an emit that raises {kind}, and a block that raises"
        yield scenario(when, times(), "", kind, ok=False, block="UnforeseenError")
    yield scenario("arguments by their names", times(), "keywords")
    yield scenario("a block that ends by return", times(300.0), "return")
    yield scenario("a block that ends by break", times(4000.0), "break")
    late = times()
    yield scenario("a clock that begins at 0", [0.0, 0.0, *late[2:]])
    yield scenario("a clock that stands still", [late[0]] * 4)
    yield scenario("an empty name", times(), name="")
    yield scenario("a block that is entered while an error is handled", times(), "handling")
    made, entered, inner, inside, inner_left, left = times(count=6)
    yield Scenario(
        "a block in the block, whose error is caught",
        [
            Expectation(NESTED, _emitted_times(2)),
            Expectation(TELLS_HOW, _emitted_ok(False, True)),
            Expectation(NESTED, _unless_early(_emitted_seconds(inner_left - inner, left - entered))),
            Expectation(NESTED, _emitted_keywords(f"{name}, inner", name)),
        ],
        [name, [made, entered, inside, left, inner, inner_left], "nested"],
        drive=drive,
    )
    yield Scenario(
        "no clock given",
        [
            Expectation(DEFAULT_CLOCK, _emitted),
            Expectation(DEFAULT_CLOCK, _plausible),
            Expectation(DEFAULT_CLOCK, _no_other_clock),
            ends_well(DEFAULT_CLOCK),
        ],
        [name, [], "default"],
        drive=drive,
    )


def _calls(run: Run) -> list[dict[str, Any]]:
    calls: list[dict[str, Any]] = run.notes.get("calls", [])
    return calls


def _emitted(run: Run) -> str | None:
    return None if _calls(run) else f"emit was not called; {run.ended()}"


def _emitted_times(times: int) -> Check:
    def problem(run: Run) -> str | None:
        count = len(_calls(run))
        return None if count == times else f"emit was called {count} times"

    return problem


def _emitted_at_end(run: Run) -> str | None:
    phase = _calls(run)[0]["phase"]
    return None if phase == "leaving" else f"emit was called in this phase: {phase}"


def _emitted_here(run: Run) -> str | None:
    return None if _calls(run)[0]["same thread"] is True else "emit was called in another thread"


def _emitted_keywords(*names: str) -> Check:
    def problem(run: Run) -> str | None:
        for call, name in zip(_calls(run), names, strict=True):
            if call["arguments"]:
                return f"emit got {call['arguments']} arguments without a name"
            if call["names"] != ["name", "ok", "seconds"]:
                return f"emit was called with {', '.join(map(str, call['names'])) or 'nothing'}"
            if call["name"] != encode(name):
                return f"emit was told the name {describe(call['name'])}, not {name!r}"
        return None

    return problem


def _readings(run: Run) -> str | None:
    readings = run.notes.get("readings")
    if readings == ["entering", "leaving"]:
        return None
    return f"the clock was read in these phases: {', '.join(readings)}" if readings else "the clock was not read"


def _emitted_seconds(*seconds: float) -> Check:
    def problem(run: Run) -> str | None:
        for call, expected in zip(_calls(run), seconds, strict=True):
            told = call["seconds"]
            if told["type"] != "float" or float(told["value"]) != expected:
                return f"emit was told {describe(told)} seconds, not {expected!r}"
        return None

    return problem


def _emitted_ok(*ok: bool) -> Check:
    def problem(run: Run) -> str | None:
        for call, expected in zip(_calls(run), ok, strict=True):
            if call["ok"] != encode(expected):
                return f"emit was told ok={describe(call['ok'])}, not {expected}"
        return None

    return problem


def _plausible(run: Run) -> str | None:
    told, most = _calls(run)[0]["seconds"], run.notes.get("most seconds")
    if told["type"] == "float" and most is not None and 0 <= float(told["value"]) <= most:
        return None
    return f"emit was told {describe(told)} seconds"


def _no_other_clock(run: Run) -> str | None:
    other = run.notes.get("default")
    return f"the clock was time.{other[0]}" if other else None


# -- 4.4 reusable(factory)

EACH_NEW = Requirement(
    "Each entry enters a new manager",
    "A manager is often good for one block only. On every entry, an inner one too, call `factory()` once, and enter "
    "what it gives.",
)
AGAIN = Requirement(
    "Can be entered again and again",
    "One block after another, and a block inside a block, as deep as one likes: the object you return has to live "
    "through all of them.",
)
GIVES_THEIRS = Requirement(
    "Gives what the manager gives",
    "What `as` gives is what the `__enter__` of the new manager returned, whatever it is: it may be `None`, or false.",
)
LAST_IN = Requirement(
    "Exits the manager that was entered last",
    "Blocks end in the opposite order of their beginning, one manager each. Put every manager that was entered on top "
    "of a list of your own, and take the top one off at each exit.",
)
ON_ITS_OWN = Requirement(
    "Each object pairs on its own",
    "Two objects that `reusable` has given know nothing of each other. A list in the class, or as the default of a "
    "parameter, is shared by all of them.",
)
TOLD = Requirement(
    "The manager is told the error",
    "A manager that commits or rolls back has to know how its block ended. Hand on the three arguments of `__exit__` "
    "as they are.",
)
SUPPRESSES = Requirement(
    "Suppressing managers still suppress",
    "What the manager's `__exit__` returns decides whether the error goes on, and anything true means that it does "
    "not. Return it.",
)
FAILED_ENTRY = Requirement(
    "A failed entry changes no other",
    "When `factory()` or `__enter__` raises, there is nothing to exit for that block, and the managers of the outer "
    "blocks wait for their own exits as before.",
)
EXIT_DONE = Requirement(
    "A manager whose exit raised is done",
    "It has had its exit, though that failed. Take it off your list before you call its `__exit__`, so that the next "
    "exit does not meet it again.",
)
FALSE_THINGS: tuple[Any, ...] = (None, False, 0, "", [])
TRUE_THINGS: tuple[Any, ...] = (True, 1, "yes", [0], Exception("kept"))


class Guest(Handed):
    """A manager that is good for one block, and writes down what is done with it."""

    def __init__(self, factory: Guests, number: int, plan: dict[str, Any]) -> None:
        super().__init__(equal=not plan.get("unequal"))
        self._factory, self._number, self._plan = factory, number, plan
        self._entered = False
        self._life: Any = None
        self.given: Any = {"None": None, "0": 0}.get(plan.get("gives", ""), Handed())

    def __enter__(self) -> Any:
        factory = self._factory
        factory.log.append(["enter", self._number])
        if self._entered:
            raise RuntimeError("this manager was entered before")
        self._entered = True
        factory.step("__enter__()", self._plan, f"manager {self._number}")
        self._life = factory.world.lend("manager", str(self._number), factory.in_order)
        factory.log.append(["entered", self._number])
        factory.last = self
        return self.given

    def __exit__(self, kind: Any, error: Any, traceback: Any) -> Any:
        factory = self._factory
        told = "nothing"
        if (kind, error, traceback) != (None, None, None):
            whole = kind is type(error) and isinstance(traceback, types.TracebackType)
            due = list(factory.world.injected.values())
            if not whole:
                told = "only a part of the error"
            elif any(error is each for each in due):
                told = "the error"
            else:
                told = "a copy of the error" if type(error) in map(type, due) else "another error"
        factory.log.append(["exit", self._number, told])
        factory.step("__exit__()", self._plan, life=self._life)
        suppresses, number = self._plan.get("suppresses", False), self._plan.get("thing", 0)
        factory.log.append(["suppresses" if suppresses else "returns", self._number])
        return (TRUE_THINGS if suppresses else FALSE_THINGS)[number]


class Guests(Handed):
    """A factory of managers. The plan says of each one what it gives, whether it suppresses, and what fails."""

    def __init__(self, world: Any, plans: list[dict[str, Any]], log: list[Any], *, in_order: bool = True) -> None:
        super().__init__()
        self.world, self.log, self.in_order = world, log, in_order
        self.last: Guest | None = None
        self._plans, self._made = plans, 0
        self.fails = any("fails" in plan for plan in plans)
        """Whether it is one of the managers that raises the block's error, and not the block."""
        self._all: list[Guest] = []
        self.blocks = 0
        """How many blocks are open now."""

    def __call__(self) -> Guest:
        self._made += 1
        number, plan = self._made, self._plans[min(self._made, len(self._plans)) - 1]
        self.log.append(["make", number])
        self.step("factory()", plan)
        guest = Guest(self, number, plan)
        self._all.append(guest)
        return guest

    def begins(self, given: Any) -> None:
        """A block has begun, with what `as` gave."""
        self.blocks += 1
        self.log.append(["block", self.last is not None and given is self.last.given])

    def step(self, name: str, plan: dict[str, Any], target: str = "", life: Any = None) -> None:
        """Something that can fail, and does if the plan says so; the release of the `life` comes first."""
        try:
            if life is not None:
                self.world.take_back(life, name)
            elif name != "__exit__()":
                self.world.step(name, target)
            if plan.get("fails") == name:
                self.world.block()
        except BaseException:
            self.log.append(["fails"])
            raise


def enter_again(answer: Any, world: Any, plans: list[dict[str, Any]], way: str, depth: int = 3) -> Any:
    """Enters what the answer gives in one `way` or another; `plans` are those of the managers."""
    log: list[Any] = []
    try:
        if way == "two objects":
            return _cross(answer, world, plans, log)
        guests = Guests(world, plans, log)
        again = answer(guests)
        world.not_yet()
        if way == "nested":
            _deeper(again, world, guests, depth)
        elif way == "one by one":
            for _ in range(depth):
                _deeper(again, world, guests, 1)
        elif way == "once more":
            _deeper(again, world, guests, 1)
            _deeper(again, world, guests, depth)
            _deeper(again, world, guests, 1)
        elif way == "goes on":
            _goes_on(again, world, guests)
        return None
    finally:
        world.note("log", list(log))


def _deeper(again: Any, world: Any, guests: Guests, depth: int) -> None:
    guests.log.append(["with"])
    with again as given:
        guests.begins(given)
        try:
            if depth > 1:
                _deeper(again, world, guests, depth - 1)
            elif not guests.fails:
                _raises(world, guests)
        finally:
            guests.blocks -= 1
    guests.log.append(["after", guests.blocks])


def _raises(world: Any, guests: Guests) -> None:
    try:
        world.block()
    except BaseException:
        guests.log.append(["raises"])
        raise


def _goes_on(again: Any, world: Any, guests: Guests) -> None:
    """In the outermost block the second one fails and the error is caught; then there is a third one."""
    guests.log.append(["with"])
    with again as given:
        guests.begins(given)
        try:
            _deeper(again, world, guests, 1)
        except BaseException as error:
            raised = error is world.injected.get("block")
            guests.log.append(["caught", guests.blocks, raised])
            if not raised:
                raise
        _deeper(again, world, guests, 2)
        guests.blocks -= 1
    guests.log.append(["after", guests.blocks])


def _cross(answer: Any, world: Any, plans: list[dict[str, Any]], log: list[Any]) -> None:
    """Two objects: the one that is entered first is also left first."""

    def block(again: Any) -> Generator[None, None, None]:
        with again:
            yield

    one, other = Guests(world, plans, [], in_order=False), Guests(world, plans, [], in_order=False)
    blocks = [block(answer(one)), block(answer(other))]
    world.not_yet()
    for running in (*blocks, *blocks):
        next(running, None)
        log.append([len(each.log) for each in (one, other)])


def _reusable(_: Draw) -> Iterator[Scenario]:
    drive = f"{__name__}:enter_again"

    def scenario(
        when: str,
        plans: list[dict[str, Any]],
        way: str,
        depth: int = 3,
        *,
        suppresses: bool = False,
        block: str = "",
        faults: bool = False,
    ) -> Scenario:
        rules = (EACH_NEW, LAST_IN, FAILED_ENTRY, EXIT_DONE, GIVES_THEIRS, TOLD, SUPPRESSES, SAME_ERROR)
        follows = [Expectation(rule, _unless_early(_breaks(rule))) for rule in rules]
        well = [] if block else [Expectation(AGAIN, _unless_early(_failed_by_itself))]
        return Scenario(
            when,
            [*follows, *well],
            [plans, way, depth],
            drive=drive,
            block=block,
            suppresses=suppresses,
            faults=faults,
            expect_after_fault=follows,
        )

    quiet = [{"thing": thing} for thing in range(len(FALSE_THINGS))]
    yield scenario("one block", quiet, "nested", 1)
    yield scenario("three blocks, one after another", quiet, "one by one")
    yield scenario("a block in a block in a block", quiet, "nested", faults=True)
    yield scenario("blocks in blocks, before and after others", quiet, "once more", 7)
    yield scenario("managers that give None and 0", [{"gives": "None"}, {"gives": "0"}], "nested", 2)
    yield scenario("managers that are unequal to all", [{"unequal": True}], "once more")
    for first, kind in enumerate(BLOCKS, 1):
        yield scenario(f"a block that raises {kind}", quiet[first:] + quiet[:first], "nested", block=kind)
    for thing in range(len(TRUE_THINGS)):
        place, kind = thing % 3, EVERY_BLOCK[thing % len(EVERY_BLOCK)]
        which = ("outermost", "middle", "innermost")[place]
        when = f"a block that raises {kind}, and the {which} manager suppressing"
        keeping = [{"thing": thing, "suppresses": number == place} for number in range(3)]
        yield scenario(when, keeping, "nested", suppresses=True, block=kind)
    yield scenario("managers that would suppress, and a good block", [{"suppresses": True}], "nested")
    for where, what in (("factory()", "the factory"), ("__enter__()", "entering"), ("__exit__()", "the exit")):
        for kind in BLOCKS:
            plans: list[dict[str, Any]] = [{}, {"fails": where}, {}]
            when = f"a second block for which {what} raises {kind}, and a third one"
            yield scenario(when, plans, "goes on", suppresses=True, block=kind)
    yield Scenario(
        "two objects whose blocks overlap",
        [Expectation(ON_ITS_OWN, _unless_early(_crossed_well)), ends_well(ON_ITS_OWN)],
        [[{}], "two objects"],
        drive=drive,
    )


def _crossed_well(run: Run) -> str | None:
    """Of each object, a manager is made, entered (two entries) and, at its second turn, left (two more)."""
    log = run.notes.get("log")
    if log == [[3, 0], [3, 3], [5, 3], [5, 5]]:
        return None
    return "of two objects, the exit of one was the exit of the other's manager"


def _failed_by_itself(run: Run) -> str | None:
    return run.ended() if run.raised is not None and not run.raised["injected"] else None


def _breaks(rule: Requirement) -> Check:
    def problem(run: Run) -> str | None:
        found = _mistake(run)
        return found[1] if found is not None and found[0] is rule else None

    return problem


def _mistake(run: Run) -> tuple[Requirement, str] | None:
    """Goes through what was written down, and gives the first event that should not have been."""
    waiting: list[int] = []  # those entered and not exited, the last one on top
    failed: dict[int, Requirement] = {}
    blame = stage = LAST_IN
    made = doing = 0
    entered = error = suppressed = False
    for event, *about in run.notes.get("log", []):
        if event in ("make", "enter", "exit"):
            doing = about[0]
        if event == "with":
            made, entered = 0, False
        elif event == "make":
            if made:
                return EACH_NEW, "factory() was called more than once for one entry"
            made, stage = doing, FAILED_ENTRY
        elif event == "enter":
            if doing != made or entered:
                return EACH_NEW, "a manager was entered that was not new"
            entered, stage = True, FAILED_ENTRY
        elif event == "entered":
            waiting.append(doing)
        elif event == "block":
            if not entered:
                return EACH_NEW, "a block began, and no new manager had been entered for it"
            if about != [True]:
                return GIVES_THEIRS, "what `as` gave was not what the manager had given"
        elif event == "raises":
            error = True
        elif event == "exit":
            if waiting[-1:] != [doing]:
                return failed.get(doing, blame), f"manager {doing} was exited, and it was not its turn"
            waiting.pop()
            stage = EXIT_DONE
            if about[1] == "a copy of the error":
                return SAME_ERROR, f"the exit of manager {doing} was told a copy of the error"
            if about[1] != ("the error" if error else "nothing") and _failed_by_itself(run) is None:
                rule = SUPPRESSES if suppressed and not error else TOLD
                return rule, f"the exit of manager {doing} was told {about[1]}"
        elif event == "fails":
            error, blame, failed[doing] = True, stage, stage
        elif event == "suppresses":
            error, suppressed = False, error
        elif event in ("after", "caught"):
            if len(waiting) != about[0]:
                return blame, f"after a block, the number of managers still to exit was {len(waiting)}, not {about[0]}"
            if event == "caught" and about[1] is not True and error:
                return SAME_ERROR, "another error came out of the inner block than the one that was raised there"
            error = False
    if waiting:
        return blame, f"manager {waiting[-1]} was never exited"
    if run.raised is not None and run.raised["injected"] and not error:
        return SUPPRESSES, f"{run.ended()}, although a manager had suppressed it"
    return None


EXERCISES = [
    Exercise("4.1", _changed_dir),
    Exercise("4.2", _temp_env),
    Exercise("4.3", _timed),
    Exercise("4.4", _reusable),
]
