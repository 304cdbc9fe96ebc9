"""Lesson 6: what is asked of the answers to 6.1, 6.2, 6.3 and 6.4."""

from __future__ import annotations

import codecs
import contextlib
import errno
import io
import os
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from leakproof.exercises.manual_close import PATHS, STRICT, cannot_be_opened
from leakproof.judging.general import SAME_ERROR
from leakproof.judging.handed import Closable, Handed
from leakproof.judging.inside import make_error
from leakproof.judging.scenarios import (
    BLOCKS,
    OPENINGS,
    At,
    Draw,
    Exercise,
    Expectation,
    Folder,
    Requirement,
    Run,
    Scenario,
    ends_well,
    file_holds,
    raises,
    raises_something,
)
from leakproof.watching.lives import Release

WALKED_ONCE = Requirement(
    "Walks what it is given once",
    "What is handed in may be any iterable, one that can be walked only once too: it has no length, no numbered items "
    "and no second round. One `for` over it is enough. Leave a list as it is.",
)
UTF8 = Requirement(
    "Works in UTF-8 wherever it runs",
    'Without `encoding="utf-8"` Python takes whatever the machine is set to, and machines differ. That holds for each '
    "file that is opened.",
)


HERE = Requirement(
    "Calls back in the same thread",
    "What is called back runs where your caller is: many things, such as a connection, belong to one thread.",
)


class OneShot(Handed):
    """An iterable that can be walked once, and that can fail at each step."""

    def __init__(self, world: Any, items: Sequence[Any], name: str) -> None:
        super().__init__()
        self._world, self._items, self._name = world, items, name
        self._walked = False

    def __iter__(self) -> Iterator[Any]:
        if self._walked:
            raise RuntimeError(f"these {self._name} were walked before")
        self._walked = True
        return self._walk()

    def _walk(self) -> Iterator[Any]:
        for item in self._items:
            self._world.step("next()", self._name)
            yield item
        self._world.step("next()", self._name)


@contextlib.contextmanager
def _walkable(world: Any, items: list[Any], name: str, shape: str) -> Iterator[Any]:
    """The items as a list or as something that can be walked once; notes whether the list has been changed."""
    given = list(items)
    try:
        yield OneShot(world, items, name) if shape == "one-shot" else given
    finally:
        same = len(given) == len(items) and all(one is other for one, other in zip(given, items, strict=True))
        world.note("changed", not same)


def _walked_once(run: Run) -> str | None:
    if run.notes.get("changed") is True:
        return "the list that it was given had been changed afterwards"
    raised = run.raised
    if raised is None or raised["injected"]:
        return None
    otherwise = "'OneShot'" in raised["text"] or "were walked before" in raised["text"]
    return run.ended() if otherwise else None


def _elsewhere(run: Run) -> str | None:
    return "what was handed in was called in another thread" if run.notes.get("elsewhere") else None


def _takes_one_kind(run: Run) -> str | None:
    raised = run.raised
    if raised is None or raised["type"] not in ("AttributeError", "TypeError"):
        return None
    return run.ended() if "Path'" in raised["text"] or "'str' object" in raised["text"] else None


def _paths(names: Sequence[Sequence[Any]]) -> list[Any]:
    """From pairs of a name and its kind."""
    kinds: dict[str, Callable[[str], Any]] = {"str": str, "Path": Path, "absolute": os.path.abspath}
    return [kinds[kind](name) for name, kind in names]


AGAIN_AND_AGAIN = "shop/../"
"""In front of a path it makes another path of the same file: files cost time, paths do not."""


# -- 6.1 merge_sorted(inputs, output) -> None

INPUTS_FIRST = Requirement(
    "Opens every input before it touches the output",
    "Opening for writing makes a file, or empties the one that was there. Open all inputs first, to the last: if one "
    "of them cannot be opened, nothing has happened yet.",
)
EVERY_LINE = Requirement(
    "Writes every line of every input",
    "Each line of each input goes to the output as it is: with its white space, also when it is empty, and with its "
    "end. Nothing else goes there, and nothing older remains.",
)
SORTED = Requirement(
    "Writes the lines in order",
    "The order is that of `<` between texts, across all inputs: `heapq.merge` takes sorted inputs and gives one sorted "
    "stream, `sorted` sorts anything.",
)
TWICE = Requirement(
    "Keeps lines that are there twice",
    "The same line may stand in two inputs, or twice in one. All of them go to the output.",
)
NO_INPUTS = Requirement(
    "Makes an empty output of no inputs",
    "No inputs have no lines: afterwards the output is there, and is empty, whatever was in it.",
)
LINE_ENDS = Requirement(
    'Ends a line at "\\n" only',
    'To `str.splitlines` many other characters end a line, such as `"\\x0c"` and `"\\u2028"`. A `for` over an open '
    'file, and `split("\\n")`, know only the real one.',
)
MANY_INPUTS = Requirement(
    "Takes as many inputs as there are",
    "How many inputs there are is known only at run time. An `ExitStack` holds as many as come.",
)
TELLS_OUTPUT = Requirement(
    "Says so when the output cannot be opened",
    "Let the error pass, and close the inputs on the way.",
)


def merge(answer: Any, world: Any, names: list[list[str]], output: Any, shape: str) -> Any:
    """Calls the answer with inputs of that shape."""
    with _walkable(world, _paths(names), "inputs", shape) as inputs:
        return answer(inputs, output)


def _merge_sorted(draw: Draw) -> Iterator[Scenario]:
    old = f"what was there before: {draw.text(3)}" * 40
    words = "Zander apple Äpfel zebra Ähre élan żurek 茶 ～ 🍐 Apfel 10 9 Éclair".split()
    draw.shuffle(words)

    def merges(when: str, contents: list[str], requirement: Requirement, shape: str = "list", **more: Any) -> Scenario:
        kinds = ("str", "Path", "absolute")
        names = [[f"{number}.txt", kinds[number % 3]] for number in range(len(contents))]
        return Scenario(
            when,
            [
                Expectation(WALKED_ONCE, _walked_once),
                Expectation(PATHS, _takes_one_kind),
                ends_well(requirement),
                Expectation(SORTED, lambda run: _unsorted(run, contents)),
                Expectation(requirement, lambda run: _not_merged(run, contents)),
            ],
            [names, At("all.txt", as_path=shape == "list", absolute=len(contents) > 2), shape],
            {**{name: content for (name, _), content in zip(names, contents, strict=True)}, "all.txt": old},
            drive=f"{__name__}:merge",
            **more,
        )

    first, second = sorted(words[:2])
    yield merges(
        "two inputs and an older output",
        [_lines([second]), _lines([first])],
        EVERY_LINE,
        "one-shot",
        faults=True,
        expect_after_fault=[Expectation(INPUTS_FIRST, lambda run: _touched(run, old.encode()))],
    )
    yield merges("three inputs", [_lines(words[:5]), _lines(words[5:7]), _lines(words[7:])], EVERY_LINE)
    yield merges("one input", [_lines(words)], EVERY_LINE)
    yield merges("empty inputs among others", ["", _lines(words[:3]), "", _lines(words[3:])], EVERY_LINE)
    spaces = ["", "  ", " indented", "trailing  ", "\u00a0", "a b", "ab", "a\u0301"]
    yield merges("empty lines, and white space", [_lines(spaces), _lines(words[:3])], EVERY_LINE)
    yield merges(
        "the same lines in two inputs, and twice in one",
        [_lines(words[:4] * 2), _lines(words[:6]), _lines(words[2:3] * 3)],
        TWICE,
    )
    yield merges("no inputs, and an older output", [], NO_INPUTS, "one-shot")
    yield Scenario(
        "no inputs, and no output yet",
        [ends_well(NO_INPUTS), file_holds("all.txt", b"", NO_INPUTS)],
        [[], At("all.txt"), "list"],
        drive=f"{__name__}:merge",
        makes=["all.txt"],
    )
    odd = [f"{words[0]}{mark}{word}{mark}" for mark in "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029" for word in words[1:3]]
    draw.shuffle(odd)
    yield merges("characters in the lines that look like ends of lines", [_lines(odd[:9]), _lines(odd[9:])], LINE_ENDS)
    yield merges(
        "a machine whose default encoding is not UTF-8", [_lines(words[:7]), _lines(words[7:])], UTF8, locale="C"
    )
    few = [_lines([f"{draw.choice(words)} {draw.randrange(100)}"]) for _ in range(10)]
    yield Scenario(
        "200 inputs",
        [
            Expectation(WALKED_ONCE, _walked_once),
            ends_well(MANY_INPUTS),
            Expectation(MANY_INPUTS, lambda run: _not_merged(run, few * 20)),
        ],
        [_many_paths(200), At("all.txt"), "list"],
        {**{f"{n}.txt": content for n, content in enumerate(few)}, "shop": Folder},
        drive=f"{__name__}:merge",
        makes=["all.txt"],
    )
    twice = [_lines(words[:3]), _lines(words[3:]), _lines(words[:3])]
    yield Scenario(
        "three inputs, of which two are the same file",
        [
            Expectation(WALKED_ONCE, _walked_once),
            ends_well(EVERY_LINE),
            Expectation(EVERY_LINE, lambda run: _not_merged(run, twice)),
        ],
        [[["0.txt", "str"], ["1.txt", "str"], ["0.txt", "str"]], At("all.txt"), "list"],
        {"0.txt": twice[0], "1.txt": twice[1]},
        drive=f"{__name__}:merge",
        makes=["all.txt"],
    )
    yield from _fail_to_open(words, old)
    for when, bad in (("the last", 1), ("the first", 0)):
        contents: list[bytes | str] = [_lines(words[:3]), _lines(words[3:6])]
        contents[bad] = _lines(words[6:8]).encode() + b"\xff\xfe\n"
        yield Scenario(
            f"two inputs, of which {when} is not valid UTF-8",
            [raises_something(STRICT), raises(UnicodeDecodeError, SAME_ERROR)],
            [[["0.txt", "str"], ["1.txt", "Path"]], At("all.txt"), "list"],
            {"0.txt": contents[0], "1.txt": contents[1], "all.txt": old},
            drive=f"{__name__}:merge",
        )


def _many_paths(count: int) -> list[list[str]]:
    """Of ten files in turn."""
    return [[f"{AGAIN_AND_AGAIN * (number // 10)}{number % 10}.txt", "str"] for number in range(count)]


def _fail_to_open(words: list[str], old: str) -> Iterator[Scenario]:
    files: dict[str, bytes | str | type[Folder]] = {
        "0.txt": _lines(words[:3]), "1.txt": _lines(words[3:5]), "shop": Folder,
    }  # fmt: skip
    for when, order, kind in (
        ("three inputs, of which the last is not there", ["0.txt", "1.txt", "missing.txt"], FileNotFoundError),
        ("three inputs, of which the first is not there", ["missing.txt", "0.txt", "1.txt"], FileNotFoundError),
        ("one input that is not there", ["missing.txt"], FileNotFoundError),
        ("three inputs, of which the last is a folder", ["0.txt", "1.txt", "shop"], OSError),
    ):
        names = [[name, "Path" if number % 2 else "str"] for number, name in enumerate(order)]
        for output, content in (("an older output", old.encode()), ("no output yet", None)):
            yield Scenario(
                f"{when}, and {output}",
                [Expectation(INPUTS_FIRST, _output_is(content)), *cannot_be_opened(kind)],
                [names, At("all.txt"), "one-shot"],
                {**files, **({} if content is None else {"all.txt": content})},
                drive=f"{__name__}:merge",
                makes=["all.txt"],
            )
    yield Scenario(
        "an output in a folder that does not exist",
        [raises_something(TELLS_OUTPUT), raises(FileNotFoundError, SAME_ERROR)],
        [[["0.txt", "str"], ["1.txt", "Path"]], At("nowhere/all.txt"), "list"],
        files,
        drive=f"{__name__}:merge",
    )


def _lines(words: list[str]) -> str:
    return "".join(f"{word}\n" for word in sorted(words))


def _merged(contents: list[str]) -> list[str]:
    return sorted(line for content in contents for line in content.split("\n")[:-1])


def _held(run: Run) -> bytes | None:
    """What is in the output; ``None`` as long as that is not certain, because nobody has closed it."""
    if any(life.name == "all.txt" and life.how is Release.NEVER for life in run.recording.lives):
        return None
    path = run.folder / "all.txt"
    return path.read_bytes() if path.is_file() else b""


def _unsorted(run: Run, contents: list[str]) -> str | None:
    due, held = [line.encode() for line in _merged(contents)], _held(run)
    if held is None or not held.endswith(b"\n"):
        return None
    lines = held.split(b"\n")[:-1]
    if lines == due or sorted(lines) != due:
        return None
    at = next(number for number, (one, other) in enumerate(zip(lines, due, strict=True)) if one != other)
    return f"all lines were there, but line {at + 1} was {lines[at].decode()!r} and not {due[at].decode()!r}"


def _not_merged(run: Run, contents: list[str]) -> str | None:
    due, held = "".join(f"{line}\n" for line in _merged(contents)).encode(), _held(run)
    if held is None or (held == due and (run.folder / "all.txt").is_file()):
        return None
    if held and due and held.count(b"\n") != len(_merged(contents)):
        lines = held.count(b"\n")
        return f"the output had {lines} lines, not {len(_merged(contents))}"
    return file_holds("all.txt", due, EVERY_LINE).problem(run)


def _output_is(content: bytes | None) -> Callable[[Run], str | None]:
    """A folder can be opened as a descriptor, and only reading it fails: that is a later failure."""

    def problem(run: Run) -> str | None:
        opened = any(life.name == "shop" for life in run.recording.lives)
        return None if opened else file_holds("all.txt", content, INPUTS_FIRST).problem(run)

    return problem


def _touched(run: Run, old: bytes) -> str | None:
    """If it was an input that could not be had, the output must be as it was."""
    fault = run.fault
    if fault is None or run.raised is None:
        return None
    walking = fault.name == "next()"
    opening = fault.name in OPENINGS and fault.target in ("0.txt", "1.txt")
    first = all(name not in OPENINGS or target != fault.target for name, target, _ in _steps_before(run))
    return file_holds("all.txt", old, INPUTS_FIRST).problem(run) if walking or (opening and first) else None


def _steps_before(run: Run) -> list[Any]:
    assert run.fault is not None
    steps: list[Any] = run.report.said["steps"]
    return steps[: run.fault.step - 1]


# -- 6.2 open_all(factories) -> (resources, close)

PAIR = Requirement(
    "Returns the resources and a function",
    "Two things come back: `return resources, close`, a list and something that can be called.",
)
THE_RESOURCES = Requirement(
    "Gives the list of what the factories gave",
    "A list of the very objects, one for each factory, in the order of the factories. Each factory is called once, "
    "without arguments.",
)
STILL_OPEN = Requirement(
    "The resources are still open when it returns",
    "A `with` ends before its function has returned, and closes what it holds. Who returns open resources has to take "
    "them out of it first: `ExitStack.pop_all()` does that.",
)
CLOSES_EACH = Requirement(
    "Its close() closes each resource",
    "Each of the resources is closed once, by the first call of `close()`. A function that is made in a loop does not "
    "remember what its variables were then, and a stack that was emptied has nothing to close.",
)
AGAIN = Requirement(
    "A second close() does nothing",
    "Whoever calls `close()` again, to be sure, must not be punished for it: after the first call nothing is left to "
    "close, also when that call has raised.",
)
ALL_CLOSED = Requirement(
    "Closes all of them, whatever fails",
    "A close that raises, even with `KeyboardInterrupt`, ends a loop, and the rest stays open. An `ExitStack` goes on "
    "to the last, and then lets the error pass.",
)
SEVERAL_FAIL = Requirement(
    "Says so when several closes fail",
    "All are closed, and then one of the errors passes: it does not matter which, but one does.",
)
ITS_OWN = Requirement(
    "Each close() closes its own resources",
    "Two calls of `open_all` have nothing to do with each other. Keep what was opened in the call, not in a variable "
    "of the module.",
)


class Resource(Closable):
    """Counts how often it is closed. One that `fails` raises then."""

    def __init__(self, world: Any, name: str, equal: bool, fails: str = "") -> None:
        super().__init__(world, "resource", name, equal=equal)
        self.closes = 0
        self.fails = fails

    def close(self) -> Any:
        """Release it."""
        self.closes += 1
        nothing = super().close()
        if self.fails:
            error = make_error(self.fails)
            self._world.injected[f"close {self._life.name}"] = error
            raise error
        return nothing


class Factory(Handed):
    """Makes a resource when it is called."""

    def __init__(self, world: Any, made: list[Resource], name: str, equal: bool, fails: str) -> None:
        super().__init__()
        self._world, self._made, self._name, self._equal, self._fails = world, made, name, equal, fails
        self._thread = threading.get_ident()

    def __call__(self) -> Resource:
        if threading.get_ident() != self._thread:
            self._world.note("elsewhere", True)
        self._world.step("factory()", self._name)
        resource = Resource(self._world, self._name, self._equal, self._fails)
        self._made.append(resource)
        return resource


def open_and_close(answer: Any, world: Any, count: int, shape: str, equal: bool, failing: list[list[Any]]) -> Any:
    """Opens that many resources, and closes them, twice. `failing` are pairs of the number of one whose closing fails,
    and the error."""
    made: list[Resource] = []
    fails: dict[int, str] = dict(failing)
    factories = [Factory(world, made, str(n), equal, fails.get(n, "")) for n in range(1, count + 1)]
    if shape == "the same":
        factories = factories[:1] * count
    with _walkable(world, factories, "factories", shape) as given:
        result = answer(given)
    resources, close = _pair(world, result)
    world.note("list", type(resources).__name__)
    world.note("resources", len(made) == count and _same_objects(resources, made))
    world.note("closed early", sum(each.closes > 0 for each in made))
    if not callable(close):
        return
    try:
        close()
    except BaseException as error:
        world.note("group", _is_group_of(error, list(world.injected.values())))
        raise
    finally:
        closes = [each.closes for each in made]
        world.note("closes", closes)
        world.note("failed", sum(each.closes > 0 and each.fails != "" for each in made))
        world.note("again", _call_again(close) or ("closed" if [each.closes for each in made] != closes else ""))


def _call_again(close: Callable[[], Any]) -> str:
    try:
        close()
    except BaseException as error:
        return f"raised {type(error).__name__}"
    return ""


def _pair(world: Any, result: Any) -> tuple[Any, Any]:
    try:
        resources, close = result
    except (TypeError, ValueError):
        world.note("pair", f"it returned a value of the type {type(result).__name__}, which is no pair")
        return None, None
    world.note("pair", "" if callable(close) else f"the second of the two is a {type(close).__name__}, no function")
    return resources, close


def _same_objects(given: Any, made: Sequence[object]) -> bool:
    return (
        isinstance(given, list)
        and len(given) == len(made)
        and all(one is other for one, other in zip(given, made, strict=True))
    )


def _is_group_of(error: BaseException, parts: list[BaseException]) -> bool:
    if isinstance(error, BaseExceptionGroup):
        return all(_is_group_of(each, parts) for each in error.exceptions)
    return any(error is part for part in parts)


def two_calls(answer: Any, world: Any) -> None:
    """Opens twice, and closes what was opened later first."""
    made: tuple[list[Resource], list[Resource]] = [], []
    results = [
        answer([Factory(world, resources, f"{call}.{n}", True, "") for n in (1, 2)])
        for call, resources in enumerate(made, 1)
    ]
    results[1][1]()
    world.note("closed by the second", [each.closes for each in (*made[0], *made[1])])
    results[0][1]()
    world.note("closed by both", [each.closes for each in (*made[0], *made[1])])


def _open_all(draw: Draw) -> Iterator[Scenario]:
    opened = [
        Expectation(WALKED_ONCE, _walked_once),
        Expectation(HERE, _elsewhere),
        Expectation(THE_RESOURCES, lambda run: run.ended() if "pair" not in run.notes else None),
        Expectation(PAIR, _no_pair),
        Expectation(STILL_OPEN, _closed_early),
        Expectation(THE_RESOURCES, _other_resources),
    ]
    closed = [
        Expectation(CLOSES_EACH, _closes_otherwise),
        Expectation(AGAIN, _closes_again),
    ]

    def opens(when: str, count: int, shape: str = "one-shot", equal: bool = True, **more: Any) -> Scenario:
        return Scenario(
            when,
            [*opened, *closed, ends_well(CLOSES_EACH)],
            [count, shape, equal, []],
            drive=f"{__name__}:open_and_close",
            **more,
        )

    again = [Expectation(ALL_CLOSED, _stopped), Expectation(AGAIN, _closes_again)]
    yield opens("three factories", 3, faults=True, expect_after_fault=again)
    yield opens("one factory", 1, "list", equal=False, faults=True, expect_after_fault=again)
    yield opens("no factories", 0)
    yield opens("the same factory three times", 3, "the same")
    yield opens("many factories", draw.randrange(20, 40), "list", equal=False)
    mixed = [Expectation(ITS_OWN, _mixes_them)]
    yield Scenario("two calls, of which the later is closed first", mixed, drive=f"{__name__}:two_calls")
    for failing in (
        [[1, "UnforeseenError"], [3, "OSError"]],
        [[2, "KeyboardInterrupt"], [4, "UnforeseenError"]],
        [[number, "UnforeseenError"] for number in range(1, 5)],
    ):
        yield Scenario(
            f"four resources, of which {len(failing)} cannot be closed well",
            [*opened, Expectation(ALL_CLOSED, _stopped), *closed, Expectation(SEVERAL_FAIL, _tells_one)],
            [4, "list", True, failing],
            drive=f"{__name__}:open_and_close",
        )


def _no_pair(run: Run) -> str | None:
    return run.notes["pair"] or None


def _closed_early(run: Run) -> str | None:
    count = run.notes.get("closed early")
    return f"{count} had been closed before close() was called" if count else None


def _other_resources(run: Run) -> str | None:
    if run.notes.get("list") != "list":
        return f"the first of the two is a {run.notes.get('list')}, no list"
    return None if run.notes.get("resources") is True else "the list held something else than what the factories gave"


def _closes_otherwise(run: Run) -> str | None:
    closes = run.notes.get("closes", [])
    if 0 in closes:
        return f"{closes.count(0)} of {len(closes)} resources were not closed by close()"
    return "a resource was closed more than once by close()" if max(closes, default=1) > 1 else None


def _closes_again(run: Run) -> str | None:
    again = run.notes.get("again")
    if not again:
        return None
    after = ", after a first one that had raised" if run.raised else ""
    return f"the second close() {again}{after}" if again != "closed" else f"the second close() closed once more{after}"


def _stopped(run: Run) -> str | None:
    """Whether some were left open because closing another one failed."""
    fails = run.notes.get("failed") or (run.fault is not None and run.fault.release)
    left = [life.name for life in run.recording.lives if life.how is Release.NEVER]
    return f"when the closing of one had failed, {len(left)} stayed open" if fails and left else None


def _tells_one(run: Run) -> str | None:
    if not run.notes.get("failed"):
        return None
    if run.raised is None:
        return f"the closing of {run.notes['failed']} had failed, and close() raised nothing"
    return None if run.raised["injected"] or run.notes.get("group") is True else run.ended()


def _mixes_them(run: Run) -> str | None:
    if run.raised is not None:
        return run.ended()
    by_second, by_both = run.notes["closed by the second"], run.notes["closed by both"]
    if any(by_second[:2]):
        return "the second close() closed what the first call had opened"
    if all(by_second[2:]) and not all(by_both[:2]):
        return "the first close() did not close what the first call had opened"
    return None


# -- 6.3 map_files(paths, function, limit) -> list

LIMIT = Requirement(
    "Never more open than the limit",
    "Descriptors are few, and are shared with all the rest of the process. Close a file before the next one would be "
    "one too many: with a `with` inside the loop there is only one.",
)
OPEN_TEXT = Requirement(
    "Gives each file open for reading text",
    'The function gets what `open(path, encoding="utf-8")` gives: a text file, open, at its start, read-only, and '
    "strict about what is no UTF-8. Neither a path nor a text.",
)
EACH_ONCE = Requirement(
    "Calls the function once for each path, in order",
    "One call for each path, in the order of the paths, with the file of that path: a path may be there twice.",
)
RESULTS = Requirement(
    "Returns a list of the results, in order",
    "Put what each call gives into a list, whatever it is: a result may be `None`, or false.",
)
MANY_PATHS = Requirement(
    "Works for more paths than files may be open",
    "However many paths there are, at no time is more needed than a few files, and no function needs to call itself "
    "for each of them.",
)


FEW = 64
"""Descriptors, where the scenario says that there are few."""


class Result(Handed):
    """What the function gives."""


def map_them(answer: Any, world: Any, names: list[list[str]], limit: int, shape: str, does: str) -> Any:
    """Calls the answer with a function that follows `does`."""
    files: list[Any] = []
    calls: list[list[Any]] = []
    results: list[Any] = []
    here = threading.get_ident()
    depths: list[int] = []
    world.note("calls", calls)
    world.note("depths", depths)

    def function(file: Any) -> Any:
        files.append(file)
        if threading.get_ident() != here:
            world.note("elsewhere", True)
        calls.append(["", _unlike_open(file)])
        depths.append(sum(1 for _ in traceback.walk_stack(None)))
        world.step("function()")
        if does != "reads nothing" and isinstance(file, io.TextIOBase):
            calls[-1][0] = file.read()
        if does == "closes":
            file.close()
        results.append(None if does == "gives None" else Result(equal=len(results) % 2 == 0))
        return results[-1]

    with _few_open(does == "has few descriptors"), _walkable(world, _paths(names), "paths", shape) as paths:
        try:
            given = answer(paths, function, limit)
        except OSError as error:
            if error.errno != errno.EMFILE:
                raise
            given = "no descriptor was left for one more file"
    world.note("type", type(given).__name__)
    world.note("same", _same_objects(given, results))
    return given


def _unlike_open(file: Any) -> str:
    """How it differs from what ``open(path, encoding="utf-8")`` gives, if it does."""
    if not isinstance(file, io.TextIOWrapper):
        return f"the function was given a value of the type {type(file).__name__}"
    if file.closed:
        return "the function was given a closed file"
    if file.writable():
        return "the function was given a file that is open for writing"
    if codecs.lookup(file.encoding).name != "utf-8":
        return f"encoding: the function was given a file with the encoding {file.encoding}"
    if file.errors != "strict":
        return f"the function was given a file with errors={file.errors!r}"
    return "the function was given a file that had been read" if file.tell() else ""


@contextlib.contextmanager
def _few_open(few: bool) -> Iterator[None]:
    """Few descriptors for this process, where the system can do that."""
    try:
        import resource
    except ImportError:  # Windows
        few = False
    if not few:
        yield
        return
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(FEW, before[0]), before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


def _map_files(draw: Draw) -> Iterator[Scenario]:
    def maps(
        when: str, count: int, limit: int, shape: str = "list", does: str = "reads", again: int = 0, **more: Any,
    ) -> Scenario:  # fmt: skip
        kinds = ("str", "Path", "absolute")
        names = [[f"{number}.txt", kinds[number % 3]] for number in range(count)]
        draw.shuffle(names)
        names += names[:again]
        files: dict[str, bytes | str | type[Folder]] = {name: draw.text(2) for name, _ in names}
        due = [str(files[name]) if does != "reads nothing" else "" for name, _ in names]
        return Scenario(
            when,
            [
                Expectation(WALKED_ONCE, _walked_once),
                Expectation(PATHS, _takes_one_kind),
                Expectation(LIMIT, lambda run: _too_many_open(run, limit)),
                Expectation(HERE, _elsewhere),
                Expectation(UTF8, _encoded_otherwise),
                Expectation(OPEN_TEXT, _unlike),
                ends_well(RESULTS),
                Expectation(RESULTS, _no_list),
                Expectation(EACH_ONCE, lambda run: _called_otherwise(run, due)),
                Expectation(RESULTS, _other_results),
            ],
            [names, limit, shape, does],
            files,
            drive=f"{__name__}:map_them",
            expect_after_fault=[Expectation(LIMIT, lambda run: _too_many_open(run, limit))],
            **more,
        )

    yield maps("two files and a limit of 1", 2, 1, shape="one-shot", faults=True)
    yield maps("three files and a limit of 2", 3, 2, faults=True)
    yield maps("seven files and a limit of 3", 7, 3, shape="one-shot")
    yield maps("three files and a limit of 50", 3, 50, shape="one-shot")
    yield maps("no files", 0, 2, shape="one-shot")
    yield maps("paths that are there twice", 3, 2, again=2)
    yield maps("a function that gives None", 4, 2, does="gives None")
    yield maps("a function that reads nothing", 7, 3, does="reads nothing")
    yield maps("a function that closes the file", 3, 1, does="closes")
    yield maps("a machine whose default encoding is not UTF-8", 3, 2, locale="C")
    yield from _more_than_may_be_open(draw)
    yield Scenario(
        "a file that is not valid UTF-8",
        [raises_something(STRICT), raises(UnicodeDecodeError, SAME_ERROR)],
        [[["0.txt", "str"], ["1.txt", "Path"]], 2, "list", "reads"],
        {"0.txt": draw.text(2), "1.txt": draw.text(1).encode() + b"\xff\xfe\n"},
        drive=f"{__name__}:map_them",
    )
    for when, bad, limit, kind in (
        ("three paths, of which the last is not there, and a limit of 1", "missing.txt", 1, FileNotFoundError),
        ("three paths, of which the last is not there, and a limit of 3", "missing.txt", 3, FileNotFoundError),
        ("three paths, of which the last is a folder", "shop", 2, OSError),
    ):
        yield Scenario(
            when,
            cannot_be_opened(kind),
            [[["0.txt", "str"], ["1.txt", "Path"], [bad, "str"]], limit, "one-shot", "reads"],
            {"0.txt": draw.text(2), "1.txt": draw.text(1), "shop": Folder},
            drive=f"{__name__}:map_them",
        )


def _more_than_may_be_open(draw: Draw) -> Iterator[Scenario]:
    """A hundred paths of ten files, for a process that may open fewer."""
    texts = [draw.text(1) for _ in range(10)]
    yield Scenario(
        f"100 paths, and no more than {FEW} files that may be open",
        [
            Expectation(WALKED_ONCE, _walked_once),
            Expectation(LIMIT, lambda run: _too_many_open(run, 2)),
            Expectation(MANY_PATHS, _goes_deeper),
            ends_well(MANY_PATHS),
            Expectation(RESULTS, _no_list),
            Expectation(EACH_ONCE, lambda run: _called_otherwise(run, texts * 10)),
            Expectation(RESULTS, _other_results),
        ],
        [_many_paths(100), 2, "one-shot", "has few descriptors"],
        {**{f"{number}.txt": text for number, text in enumerate(texts)}, "shop": Folder},
        drive=f"{__name__}:map_them",
    )


def _goes_deeper(run: Run) -> str | None:
    """Python allows about a thousand calls inside each other, and so as many paths."""
    depths = run.notes.get("depths", [])
    deeper = abs(depths[-1] - depths[0]) if depths else 0
    if deeper <= len(depths) // 4:
        return None
    return f"there were {deeper} more calls inside each other at one end of {len(depths)} paths than at the other"


def _too_many_open(run: Run, limit: int) -> str | None:
    ticks: list[tuple[int, int]] = []
    for life in run.recording.lives:
        if life.kind in ("file", "descriptor"):
            ticks.append((life.opened.tick, 1))
            if life.released is not None:
                ticks.append((life.released.tick, -1))
    count = most = 0
    for _, change in sorted(ticks):
        count += change
        most = max(most, count)
    return f"{most} files were open at once, where no more than {limit} may be" if most > limit else None


def _encoded_otherwise(run: Run) -> str | None:
    texts = [what for _, what in run.notes.get("calls", []) if what.startswith("encoding: ")]
    return texts[0].removeprefix("encoding: ") if texts else None


def _unlike(run: Run) -> str | None:
    return next((what for _, what in run.notes.get("calls", []) if what), None)


def _called_otherwise(run: Run, due: list[str]) -> str | None:
    texts = [text for text, _ in run.notes.get("calls", [])]
    if texts == due:
        return None
    if len(texts) != len(due):
        return f"the function was called {len(texts)} times, for {len(due)} paths"
    return "the function was called in another order" if sorted(texts) == sorted(due) else "it was given other files"


def _no_list(run: Run) -> str | None:
    kind = run.notes.get("type")
    return f"it returned a value of the type {kind}" if kind != "list" else None


def _other_results(run: Run) -> str | None:
    return None if run.notes.get("same") is True else "the list did not hold what the function gave, in that order"


# -- 6.4 adopt(stack, manager, check)

ENTERED_ONCE = Requirement(
    "Enters the manager once",
    "Entering is acquiring, and that is done once. `enter_context` enters too: what is entered already goes to a stack "
    "by `push`.",
)
CHECKED = Requirement(
    "Calls the check once, with the resource",
    "`check` gets what entering the manager gave, while the manager is entered. If it raises, that is its answer: what "
    "it returns does not matter.",
)
GIVES_RESOURCE = Requirement(
    "Returns the resource",
    "What entering the manager gave is what your caller gets: not always the manager itself, and not what `check` "
    "gave.",
)
HANDED_OVER = Requirement(
    "Hands the manager over to the stack",
    "After a good check the stack owns the manager: it is not exited when your function returns, but when the owner's "
    "stack ends, in its turn, after what was entered later.",
)
SEES_ERROR = Requirement(
    "The manager sees the error of the owner's block",
    "A callback is told nothing of errors, and neither is a `close()`. What a stack enters or gets by `push` is exited "
    "with the error of the block.",
)
MAY_SUPPRESS = Requirement(
    "The manager may suppress the error of the owner's block",
    "When `__exit__` returns something true, the error ends there. What stands between the stack and the manager has "
    "to pass that on.",
)
EXITED_WITH_ERROR = Requirement(
    "A failed check exits the manager with that error",
    "As long as the stack does not own the manager, your function does: when `check` raises anything at all, exit it "
    "at once, and tell it what was raised, as `with` does: the type, the error and its traceback.",
)
STACK_AS_IT_WAS = Requirement(
    "After a failure the stack is as it was",
    "The stack is your caller's, and so is all that was in it before. Nothing of it is exited, and nothing is added, "
    "before the check has passed.",
)
NOT_ENTERED = Requirement(
    "What could not be entered is not exited",
    "If `__enter__` raises there is nothing to give back. Only from then on, when it has returned, somebody owns the "
    "manager.",
)


class Manager:
    """Notes how it is entered and exited."""

    __slots__ = ("_lives", "_log", "_suppresses", "_world", "name", "resource")

    def __init__(self, world: Any, log: list[list[str]], name: str, gives: str = "itself", suppresses: bool = False):
        self._world, self._log, self.name, self._suppresses = world, log, name, suppresses
        self._lives: list[Any] = []
        self.resource: Any = {"itself": self, "None": None}.get(gives, Handed())

    def __bool__(self) -> bool:
        return False

    def __eq__(self, _: object) -> bool:
        return True

    def __hash__(self) -> int:
        return id(self)

    @property
    def enters(self) -> int:
        """How often it has been entered."""
        return len(self._lives)

    def __enter__(self) -> Any:
        self._world.step("__enter__()", f"manager {self.name}")
        self._lives.append(self._world.lend("manager", self.name))
        return self.resource

    def __exit__(self, kind: Any, error: Any, trace: Any) -> int:
        self._log.append([self.name, _seen(self._world, kind, error, trace)])
        if self._lives:
            self._world.take_back(self._lives[-1], "__exit__()")
        return 2 if self._suppresses and kind is not None else 0  # true or not, but neither `True` nor `False`


class Owned:
    """Something else in the owner's stack."""

    def __init__(self, world: Any, log: list[list[str]], name: str) -> None:
        self._world, self._log, self._name = world, log, name

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._log.append([self._name, _seen(self._world, kind, error, trace)])


def _seen(world: Any, kind: Any, error: Any, trace: Any) -> str:
    if kind is None and error is None and trace is None:
        return "nothing"
    if not any(error is each for each in world.injected.values()) or kind is not type(error):
        return "something else"
    return "the error" if isinstance(trace, TracebackType) else "no traceback"


class OddStack(contextlib.ExitStack):
    """As awkward as the rules allow."""

    def __bool__(self) -> bool:
        return False

    def __eq__(self, _: object) -> bool:
        return True

    def __hash__(self) -> int:
        return id(self)


class Checks(Handed):
    """The check; notes what it is given."""

    def __init__(self, world: Any, log: list[list[str]], manager: Manager, gives: Any, raises: bool) -> None:
        super().__init__()
        self._world, self._log, self._manager, self._gives, self._raises = world, log, manager, gives, raises
        self._thread = threading.get_ident()
        self.calls: list[str] = []

    def __call__(self, *given: Any) -> Any:
        self.calls.append(self._problem(given))
        self._world.step("check()")
        if self._raises:
            self._world.block()
        return self._gives

    def _problem(self, given: tuple[Any, ...]) -> str:
        if not self._manager.enters:
            return "check was called before the manager had been entered"
        if [name for name, _ in self._log if name == self._manager.name]:
            return "check was called after the manager had been exited"
        if threading.get_ident() != self._thread:
            return "check was called in another thread"
        right = len(given) == 1 and given[0] is self._manager.resource
        return "" if right else "check was called with something else than the resource"


def adopting(
    answer: Any, world: Any, count: int, gives: str, check_gives: Any, suppresses: bool, odd: bool, raises: str
) -> None:
    """Adopts that many managers into the stack of an owner. Where `raises` says, the check of the last or the owner's
    block, the scenario's block is."""
    log: list[list[str]] = []
    adopts: list[dict[str, Any]] = []
    world.note("exits", log)
    world.note("adopts", adopts)
    managers = [Manager(world, log, str(number), gives, suppresses) for number in range(1, count + 1)]
    stack: Any = OddStack() if odd else contextlib.ExitStack()
    with stack:
        stack.enter_context(Owned(world, log, "before"))
        for manager in managers:
            check = Checks(world, log, manager, check_gives, raises == "check" and manager is managers[-1])
            held, exits = _held_by(stack), len(log)
            said: dict[str, Any] = {"name": manager.name, "gave it": False}
            adopts.append(said)
            try:
                said["gave it"] = answer(stack, manager, check) is manager.resource
            finally:
                said["entered"] = manager.enters
                said["checks"] = check.calls
                said["exits"] = log[exits:]
                said["more held"] = _held_by(stack) - held
        stack.enter_context(Owned(world, log, "after"))
        if raises == "block":
            world.block()
    world.note("quiet", True)


def _held_by(stack: Any) -> int:
    """How many things the stack holds. It has no public way to say so; 0 where the private one is missing."""
    return len(getattr(stack, "_exit_callbacks", ()))


def _adopt(draw: Draw) -> Iterator[Scenario]:
    def adopts(
        when: str, count: int = 1, gives: str = "another", check_gives: Any = None, raises: str = "",
        suppresses: bool = False, odd: bool = False, **more: Any,
    ) -> Scenario:  # fmt: skip
        fails = [
            Expectation(NOT_ENTERED, _exited_unentered),
            Expectation(ENTERED_ONCE, _entered_again),
            Expectation(CHECKED, _checked_otherwise),
            Expectation(STACK_AS_IT_WAS, _unwound),
            Expectation(EXITED_WITH_ERROR, _exited_otherwise),
            Expectation(STACK_AS_IT_WAS, _holds_more),
        ]
        goes_well = [
            Expectation(ENTERED_ONCE, _entered_again),
            Expectation(CHECKED, _checked_otherwise),
            *([] if more.get("block") else [ends_well(GIVES_RESOURCE)]),
            Expectation(HANDED_OVER, _exited_early),
            Expectation(GIVES_RESOURCE, _gave_otherwise),
            Expectation(HANDED_OVER, lambda run: _exited_in_another_order(run, count)),
            Expectation(SEES_ERROR, _saw_otherwise),
            Expectation(MAY_SUPPRESS, _did_not_suppress),
        ]
        return Scenario(
            when,
            fails if raises == "check" else goes_well,
            [count, gives, check_gives, suppresses, odd, raises],
            drive=f"{__name__}:adopting",
            suppresses=suppresses,
            expect_after_fault=fails,
            **more,
        )

    yield adopts("a good check", check_gives=True, faults=True)
    yield adopts("a manager that gives itself, and a check that gives False", gives="itself", check_gives=False)
    yield adopts("a manager that gives None", gives="None", check_gives=draw.randrange(1, 1000))
    yield adopts("a stack that is false and equals everything", odd=True, faults=True)
    yield adopts("two managers, one after the other", 2, gives="itself", faults=True)
    for kind in BLOCKS:
        yield adopts(f"an owner's block that raises {kind}", raises="block", block=kind, faults=True)
        yield adopts(f"a check that raises {kind}", gives="itself", raises="check", block=kind, faults=True)
        yield adopts(
            f"a manager that suppresses, and an owner's block that raises {kind}",
            raises="block",
            block=kind,
            suppresses=True,
        )
    yield adopts("two managers, and an owner's block that raises OSError", 2, raises="block", block="OSError")
    yield adopts("two managers, of which the second's check raises OSError", 2, raises="check", block="OSError")
    yield adopts("a stack that is false, and a check that raises OSError", raises="check", odd=True, block="OSError")


def _calls(run: Run) -> list[dict[str, Any]]:
    calls: list[dict[str, Any]] = run.notes.get("adopts", [])
    return calls


def _exited_unentered(run: Run) -> str | None:
    exited = [name for name, _ in run.notes.get("exits", [])]
    for call in _calls(run):
        if not call["entered"] and call["name"] in exited:
            return "the manager was exited, although it had not been entered"
    return None


def _entered_again(run: Run) -> str | None:
    for call in _calls(run):
        if call["entered"] > 1:
            return f"the manager was entered {call['entered']} times"
    if not run.report.said["injected"] and not all(call["entered"] for call in _calls(run)):
        return f"the manager was not entered; {run.ended()}"
    return None


def _checked_otherwise(run: Run) -> str | None:
    for call in _calls(run):
        if problems := [problem for problem in call["checks"] if problem]:
            return str(problems[0])
        if len(call["checks"]) > 1:
            return f"check was called {len(call['checks'])} times"
        if not call["checks"] and call["entered"] and not run.report.said["injected"]:
            return f"check was not called; {run.ended()}"
    return None


def _failed(run: Run) -> dict[str, Any] | None:
    """The call that entering its manager, or its check, made fail."""
    check_raised = run.scenario.arguments[-1] == "check" and run.report.said["block"]
    fault = run.fault.name if run.fault is not None and run.report.said["injected"] else ""
    calls = _calls(run)
    return calls[-1] if calls and (check_raised or fault in ("__enter__()", "check()")) else None


def _unwound(run: Run) -> str | None:
    call = _failed(run)
    others = [name for name, _ in call["exits"] if name != call["name"]] if call else []
    return f"{len(others)} of the owner's other managers had been exited by then" if others else None


def _exited_otherwise(run: Run) -> str | None:
    call = _failed(run)
    if call is None or not call["checks"]:
        return None
    exits = [seen for name, seen in call["exits"] if name == call["name"]]
    if not exits:
        return "the manager had not been exited when the error of the check left your function"
    if exits[0] == "nothing":
        return "the manager was exited as if nothing had happened, with None"
    if exits[0] == "no traceback":
        return "the manager was exited with the error, but without its traceback"
    return "the manager was exited with something else than the error" if exits[0] != "the error" else None


def _holds_more(run: Run) -> str | None:
    call = _failed(run)
    if call is None or not call["more held"]:
        return None
    return f"the stack held {abs(call['more held'])} {'more' if call['more held'] > 0 else 'fewer'} than before"


def _exited_early(run: Run) -> str | None:
    if any(call["exits"] for call in _calls(run)):
        names = [name for call in _calls(run) for name, _ in call["exits"]]
        managers = [call["name"] for call in _calls(run)]
        what = "the manager" if names[0] in managers else "something else in the stack"
        return f"{what} had been exited when your function ended"
    return None


def _gave_otherwise(run: Run) -> str | None:
    right = all(call["gave it"] for call in _calls(run))
    return None if right else "it returned something else than what entering the manager gave"


def _exited_in_another_order(run: Run, count: int) -> str | None:
    exited = [name for name, _ in run.notes.get("exits", [])]
    due = ["after", *map(str, range(count, 0, -1)), "before"]
    if exited == due:
        return None
    missing = [name for name in due if name not in exited]
    if missing:
        what = "the manager" if missing[0].isdigit() else "something else in the stack"
        return f"{what} was not exited when the owner's stack ended"
    again = len(exited) > len(due)
    return "the manager was exited more than once" if again else "the manager was not exited in its turn"


def _saw_otherwise(run: Run) -> str | None:
    """The first of the managers that was exited: one that suppresses keeps the error from the others."""
    managers = [call["name"] for call in _calls(run)]
    seen = [what for name, what in run.notes.get("exits", []) if name in managers]
    due = "the error" if run.report.said["block"] else "nothing"
    wrong = seen[:1] if run.scenario.suppresses else seen
    problem = next((what for what in wrong if what != due), None)
    if problem is None:
        return None
    if problem == "nothing":
        return "the manager was exited as if nothing had happened, with None"
    what = "the error, but without its traceback" if problem == "no traceback" else problem
    return f"the manager was exited with {what}"


def _did_not_suppress(run: Run) -> str | None:
    if not run.scenario.suppresses or not run.report.said["block"]:
        return None
    if run.raised is not None:
        return run.ended()
    last = run.notes["exits"][-1]
    return "what was entered before still saw the error" if last != ["before", "nothing"] else None


EXERCISES = [
    Exercise("6.1", _merge_sorted),
    Exercise("6.2", _open_all),
    Exercise("6.3", _map_files),
    Exercise("6.4", _adopt),
]
