"""Lesson 2: what is asked of the answers to 2.1, 2.2 and 2.3."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from typing import Any

from leakproof.exercises.manual_close import STRICT, UTF8, cannot_be_opened
from leakproof.exercises.stored import NOTHING, database, json_of, rows_of, same_folder
from leakproof.judging.general import SAME_ERROR
from leakproof.judging.scenarios import (
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
    returns,
)

# -- 2.1 first_line(path) -> str

FEW_STEPS = 40
"""An answer that makes more of them for a short line goes character by character, and is spared the very long one."""

FIRST_LINE = Requirement(
    "Gives the first line",
    'One line, without the `"\\n"` at its end, and with all else that is in it. An empty file has the first line '
    '`""`.',
)


def _first_line(draw: Draw) -> Iterator[Scenario]:
    text = draw.text(5)
    first = text.partition("\n")[0]
    yield Scenario(
        "an ordinary file", [returns(first, FIRST_LINE)], [At("orders.txt")], {"orders.txt": text}, faults=True
    )
    spaces = f"  \t{first}\x0b{first}\x85{first}\u2028 {first} \t "
    for when, content, line in (
        ("an empty file", "", ""),
        ("an empty first line", f"\n{text}", ""),
        ("one line without its end", first, first),
        ("white space at both ends of the line", f"{spaces}\n{text}", spaces),
        ("two ends of line in a row", f"{first}\n\n{text}", first),
    ):
        path = At("shop/orders.txt", absolute=True, as_path=True)
        yield Scenario(when, [returns(line, FIRST_LINE)], [path], {path.path: content})
    long = draw.text(4000).replace("\n", " ")
    long += ("" if len(long.encode()) % 2 else ".") + "é" * 40_000  # of which each begins at an odd place
    yield Scenario(
        "a very long line",
        [returns(long, FIRST_LINE)],
        [At("orders.txt")],
        {"orders.txt": f"{long}\nend\n"},
        most_steps=FEW_STEPS,
    )
    yield Scenario(
        "a machine whose default encoding is not UTF-8",
        [returns(first, UTF8)],
        [At("orders.txt", as_path=True)],
        {"orders.txt": text},
        locale="C",
    )
    yield Scenario(
        "a first line that is not valid UTF-8",
        [raises_something(STRICT), raises(UnicodeDecodeError, SAME_ERROR)],
        [At("orders.txt")],
        {"orders.txt": b"\xff\xfe" + text.encode()},
    )
    yield Scenario("a file that is not there", cannot_be_opened(FileNotFoundError), [At("missing.txt")])
    yield Scenario("a folder in place of the file", cannot_be_opened(OSError), [At("shop")], {"shop": Folder})


# -- 2.2 update_json(path, change) -> None

CHANGED = Requirement(
    "The file holds the changed data",
    "Read the JSON, call `change` with it once, and write what it gives, as JSON in UTF-8.",
)
WHOLE = Requirement(
    "A reader sees the old or the new file, whole",
    "Between emptying a file and writing the last of it, a reader finds a part. Write a new file beside it, close it, "
    "and put it in place with `os.replace`.",
)
UNTOUCHED = Requirement(
    "After a failure the old file is untouched",
    "Nothing may happen to the file before all that can fail has been done. Replacing it is the last step.",
)
REFUSED_DATA = Requirement(
    "Says so when there is no JSON",
    "What cannot be read as JSON, or cannot be written as JSON, is your caller's to know. Let the error pass.",
)
SAME_FOLDER = Requirement(
    "The folder is as it was",
    "A temporary file beside the data has to go, whatever happens, and must not take the name of a file that somebody "
    "else needs: `tempfile` finds a free one.",
)
NEIGHBOURS = [
    "data.json.tmp", "data.tmp", "data.json.new", "data.json.bak", "data.json~", ".data.json.tmp", "tmp", "temp",
    "temp.json", "tmp.json", "data.json.temp", "data.new", "data.bak", ".data.json", "new.json", "data.json.part",
]  # fmt: skip
RARER_NEIGHBOURS = [
    "data.json.swp", ".data.json.swp", ".data.json.new", ".data.json.bak", ".data.json.temp", ".data.json~",
    ".data.tmp", ".data.new", ".data", ".tmp", ".temp", ".tmp.json", ".new.json", "new", "backup", "backup.json",
    "temporary", "temporary.json", "data.json.old", "data.json.orig", "data.json.backup", "data.json.lock",
    "data.json.tmp~", "data.json.temporary", "data.json.write", "data.json.partial", "data.json.1",
    "data.json_tmp", "data.json_new", "data.temp", "data.temporary", "data.old", "data.backup", "data.lock",
    "data.part", "data.swp", "data~", "#data.json#", "~data.json", "~$data.json", "data.tmp.json",
    "data.temp.json", "data.new.json", "data.bak.json", "data.old.json", "data.backup.json", "data_tmp.json",
    "data_temp.json", "data_new.json", "data_old.json", "data_bak.json", "data_backup.json", "data-tmp.json",
    "data-new.json", "tmp_data.json", "temp_data.json", "new_data.json", "tmp-data.json", "new-data.json",
    "tmp.data.json", "temp.data.json", "new.data.json", "_data.json", "__data.json",
]  # fmt: skip


def change(answer: Any, world: Any, path: Any, kind: str, added: Any) -> Any:
    """Calls the answer with a `change` that follows `kind`."""
    calls: list[Any] = []

    def change(data: Any) -> Any:
        calls.append(json.loads(json.dumps(data)))
        world.step("change()")
        if kind == "in place":
            data["added"] = added
            return data
        if kind == "not JSON":
            return {"orders": data, "set": {1, 2}}
        if kind == "not JSON, late":
            return {**{str(number): "x" * 100 for number in range(2000)}, "last": object()}
        if kind == "circle":
            data["circle"] = data
            return data
        if kind == "None":
            return None
        return [data, added]

    try:
        return answer(path, change)
    finally:
        world.note("calls", calls)


def _update_json(draw: Draw) -> Iterator[Scenario]:
    data = {"shop": draw.text(1), "orders": [draw.randrange(10**6) for _ in range(5)], "open": True, "till": None}
    added = draw.text(2)
    old = json.dumps(data, ensure_ascii=False, indent=1).encode()
    neighbours: dict[str, bytes | str | type[Folder]] = {
        name: draw.content(20) for name in NEIGHBOURS if name != "data.json"
    }
    neighbours["old"] = Folder
    neighbours["old/data.json"] = draw.content(30)
    rarer: dict[str, bytes | str | type[Folder]] = {name: draw.content(20) for name in RARER_NEIGHBOURS}

    def scenario(when: str, kind: str, new: Any, **more: Any) -> Scenario:
        expect = [
            ends_well(CHANGED),
            Expectation(CHANGED, _holds(new)),
            Expectation(CHANGED, _called_with(data)),
            Expectation(WHOLE, _whole(old, new)),
            Expectation(SAME_FOLDER, same_folder({**neighbours, "data.json": old}, "data.json")),
        ]
        return Scenario(
            when,
            expect,
            [At("data.json"), kind, added],
            {**neighbours, "data.json": old},
            drive=f"{__name__}:change",
            observe="data.json",
            **more,
        )

    after = [
        Expectation(UNTOUCHED, _old_or_whole_new(old, {**data, "added": added})),
        Expectation(WHOLE, _whole(old, {**data, "added": added})),
        Expectation(SAME_FOLDER, same_folder({**neighbours, "data.json": old}, "data.json")),
    ]
    yield scenario("ordinary data", "in place", {**data, "added": added}, faults=True, expect_after_fault=after)
    yield scenario("a change that gives something new", "new", [data, added])
    yield scenario("a change that gives None", "None", None)
    yield scenario("a machine whose default encoding is not UTF-8", "in place", {**data, "added": added}, locale="C")
    yield Scenario(
        "many other files in the folder",
        [ends_well(CHANGED), Expectation(SAME_FOLDER, same_folder({**rarer, "data.json": old}, "data.json"))],
        [At("data.json"), "new", added],
        {**rarer, "data.json": old},
        drive=f"{__name__}:change",
    )
    absolute = At("shop/data.json", absolute=True, as_path=True)
    yield Scenario(
        "a Path, in another folder",
        [ends_well(CHANGED), Expectation(CHANGED, _holds([data, added], "shop/data.json"))],
        [absolute, "new", added],
        {"shop/data.json": old},
        drive=f"{__name__}:change",
    )
    for kind, error in (("not JSON", TypeError), ("not JSON, late", TypeError), ("circle", ValueError)):
        yield Scenario(
            "a change that gives a circle" if kind == "circle" else "a change that gives what is not JSON",
            [
                file_holds("data.json", old, UNTOUCHED),
                raises_something(REFUSED_DATA),
                raises(error, SAME_ERROR),
                Expectation(SAME_FOLDER, same_folder({**neighbours, "data.json": old}, "data.json")),
            ],
            [At("data.json"), kind, added],
            {**neighbours, "data.json": old},
            drive=f"{__name__}:change",
        )
    for when, content, reason in (
        ("a file that is not JSON", b'{"orders": [1, 2', ValueError),
        ("a file that is not valid UTF-8", b'{"a": "\xff\xfe"}', UnicodeDecodeError),
    ):
        yield Scenario(
            when,
            [
                file_holds("data.json", content, UNTOUCHED),
                raises_something(REFUSED_DATA),
                raises(reason, SAME_ERROR),
                Expectation(SAME_FOLDER, same_folder({"data.json": content}, "data.json")),
            ],
            [At("data.json"), "in place", added],
            {"data.json": content},
            drive=f"{__name__}:change",
        )
    yield Scenario(
        "a file that is not there",
        [*cannot_be_opened(FileNotFoundError), Expectation(SAME_FOLDER, same_folder({}, "data.json"))],
        [At("data.json"), "in place", added],
        drive=f"{__name__}:change",
    )


def _holds(new: Any, name: str = "data.json") -> Callable[[Run], str | None]:
    def problem(run: Run) -> str | None:
        found = json_of((run.folder / name).read_bytes()) if (run.folder / name).is_file() else NOTHING
        return None if found == new and run.raised is None else f"{name} did not hold the changed data afterwards"

    return problem


def _called_with(data: Any) -> Callable[[Run], str | None]:
    def problem(run: Run) -> str | None:
        calls = run.notes.get("calls")
        if calls == [data]:
            return None
        return f"change was called {len(calls or [])} times" if len(calls or []) != 1 else "change got other data"

    return problem


def _whole(old: bytes, new: Any) -> Callable[[Run], str | None]:
    def problem(run: Run) -> str | None:
        for step, seen in run.notes.get("seen", []):
            if seen is None:
                return f"before {step} there was no data.json"
            content = base64.b64decode(seen)
            if content != old and json_of(content) != new:
                return f"before {step} a reader would have found {len(content)} bytes, neither the old nor the new file"
        return None

    return problem


def _old_or_whole_new(old: bytes, new: Any) -> Callable[[Run], str | None]:
    """Before the replacement the old bytes; a fault after it (a failing release) leaves the new ones."""

    def problem(run: Run) -> str | None:
        path = run.folder / "data.json"
        content = path.read_bytes() if path.is_file() else b""
        if content == old:
            return None
        replaced = any(step in ("replace", "rename") for step, _, _ in run.report.said["steps"])
        late = replaced and run.fault is not None and run.fault.name not in ("replace", "rename")
        if json_of(content) == new and (late or run.raised is None):
            return None
        return "data.json had been changed, although the change failed" if content else "data.json was empty or gone"

    return problem


# -- 2.3 save_events(database, rows) -> int

STORED = Requirement(
    "Stores all rows, and counts them",
    "Walk the rows once, insert each, commit, and return how many there were.",
)
ALL_OR_NOTHING = Requirement(
    "All rows or none",
    "One transaction for all rows: commit once, when the last one is in. `with connection:` does that, and rolls back "
    "on an error.",
)
REFUSED = Requirement(
    "Says so when a row is refused",
    "A row that the table refuses is an error of your caller's. Let it pass, and store nothing.",
)


def feed(answer: Any, world: Any, path: Any, rows: list[Any], shape: str) -> Any:
    """Calls the answer with rows that can be walked once, and that can fail."""

    def walk() -> Iterator[Any]:
        for row in rows:
            world.step("next()", "rows")
            yield tuple(row) if isinstance(row, list) else row
        world.step("next()", "rows")

    class Once:
        def __init__(self) -> None:
            self._walk: Iterator[Any] | None = walk()

        def __iter__(self) -> Iterator[Any]:
            walking, self._walk = self._walk, None
            if walking is None:
                raise RuntimeError("these rows were walked before")
            return walking

        def __bool__(self) -> bool:
            return False

    return answer(path, Once() if shape == "iterable" else walk() if shape == "generator" else [tuple(r) for r in rows])


def _save_events(draw: Draw) -> Iterator[Scenario]:
    def row() -> list[Any]:
        return [draw.text(1, last_newline=False), draw.randrange(-(10**9), 10**9)]

    old = [row() for _ in range(2)]
    rows = [row() for _ in range(3)]
    bytes_of = database([tuple(each) for each in old])
    drive = f"{__name__}:feed"
    yield Scenario(
        "three rows",
        [returns(3, STORED), Expectation(STORED, _table_holds(old + rows))],
        [At("shop.db"), rows, "iterable"],
        {"shop.db": bytes_of},
        drive=drive,
        faults=True,
        expect_after_fault=[Expectation(ALL_OR_NOTHING, _all_or_nothing(old, old + rows))],
    )
    many = [row() for _ in range(1050)]
    path = At("data/shop.db", absolute=True, as_path=True)
    yield Scenario(
        "250 rows from a generator",
        [returns(250, STORED), Expectation(STORED, _table_holds(old + many[:250], "data/shop.db"))],
        [path, many[:250], "generator"],
        {path.path: bytes_of},
        drive=drive,
    )
    yield Scenario(
        "no rows",
        [returns(0, STORED), Expectation(STORED, _table_holds(old))],
        [At("shop.db"), [], "list"],
        {"shop.db": bytes_of},
        drive=drive,
    )
    for when, bad in (
        ("a row with None", [None, 3]),
        ("a row with None for its value", ["tea", None]),
        ("a row of one element", ["tea"]),
        ("a row of three elements", ["tea", 1, 2]),
    ):
        yield Scenario(
            when,
            [raises_something(REFUSED), Expectation(ALL_OR_NOTHING, _table_holds(old))],
            [At("shop.db"), [rows[0], rows[1], bad, rows[2]], "iterable"],
            {"shop.db": bytes_of},
            drive=drive,
        )
    yield Scenario(
        "1050 good rows, and then one with None",
        [raises_something(REFUSED), Expectation(ALL_OR_NOTHING, _table_holds(old))],
        [At("shop.db"), [*many, [None, 3]], "generator"],
        {"shop.db": bytes_of},
        drive=drive,
    )


def _table_holds(rows: list[Any], name: str = "shop.db") -> Callable[[Run], str | None]:
    def problem(run: Run) -> str | None:
        found = rows_of(run.folder / name)
        if found == rows:
            return None
        count = "nothing that can be read" if found is None else f"{len(found)} rows"
        return f"the table held {count} afterwards, not the {len(rows)} expected ones"

    return problem


def _all_or_nothing(old: list[Any], new: list[Any]) -> Callable[[Run], str | None]:
    def problem(run: Run) -> str | None:
        found = rows_of(run.folder / "shop.db")
        closing = run.fault is not None and run.fault.release
        if found == new and (closing or run.raised is None):
            return None
        if found == old and not closing:
            return None
        stored = "none" if found == old else "all" if found == new else "some"
        return f"{stored} of the rows were stored"

    return problem


EXERCISES = [
    Exercise("2.1", _first_line),
    Exercise("2.2", _update_json),
    Exercise("2.3", _save_events),
]
