"""Lesson 9: what is asked of the answers to 9.1, 9.3 and 9.4. The pool of 9.2 has a module of its own."""

from __future__ import annotations

import base64
import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterator
from typing import Any

from leakproof.exercises import thread_pools
from leakproof.exercises.stored import database, json_of, rows_of, same_folder
from leakproof.judging.general import NOT_SWALLOWED, SAME_ERROR
from leakproof.judging.handed import Handed
from leakproof.judging.inside import make_error
from leakproof.judging.scenarios import (
    BLOCKS,
    WORDS,
    At,
    Draw,
    Exercise,
    Expectation,
    Folder,
    Requirement,
    Run,
    Scenario,
    ends_well,
    raises,
    raises_something,
)
from leakproof.judging.values import encode

# -- 9.1 find_leaks(run, make_world) -> list

GOES_ON = Requirement(
    "Goes on when the code under test raises",
    "That a run raises is what you make it do. Catch it, look at what stayed open, and go on with the next step.",
)
GOES_ON_ANYTHING = Requirement(
    "Goes on after Ctrl-C too",
    "The code under test may raise anything: `KeyboardInterrupt` and `SystemExit` are no `Exception`. Here, and almost "
    "nowhere else, `except BaseException` is right.",
)
FAILS_WITHOUT_FAULT = Requirement(
    "Goes on when the run without a fault raises",
    "Code under test can raise by itself. The steps that it made until then are the ones to fail, and what it left "
    "open counts.",
)
EACH_STEP = Requirement(
    "Fails each step once",
    "One run without a fault tells how many steps there are. Then one run for each of them, from 1 to that number, the "
    "last one included, however those runs end.",
)
OWN_WORLD = Requirement(
    "Each run has a new world",
    "A world in which code has run is no longer as it was. Call `make_world` for each run, also for the first one, and "
    "run the code in it once.",
)
TUPLES = Requirement(
    "Gives a list of pairs",
    "For each run that leaked a tuple: the number of the step that failed (`None` for none), and the list of names.",
)
WITHOUT_FAULT = Requirement(
    "Looks at the run without a fault too",
    "Code can leak when nothing fails at all. The first run is a run as any other; what it left open stands first.",
)
ONLY_LEAKS = Requirement(
    "Leaves out what left nothing open",
    "A run after which nothing was open has no place in the list.",
)
SORTED = Requirement(
    "Everything in order",
    "The runs in the order of their steps, and the names of each run sorted: a set has no order of its own.",
)
LEAKS = Requirement(
    "Names what each run left open",
    "After each run ask its own world what is still open. What an earlier run left open belongs to that one.",
)
QUIET_LEAKS = Requirement(
    "Looks even where no error came out",
    "The code under test may catch the fault, or raise another error in its place. Whether something stayed open does "
    "not depend on that: look after every run.",
)

SAME_THREAD = Requirement(
    "Runs the code in the same thread",
    "What is called back runs where your caller is: many things, such as a connection, belong to one thread.",
)


class _SmallWorld(Handed):
    """A world with a few steps; what becomes of them is known beforehand, as is what they leave open."""

    def __init__(self, fail_at: Any, outcome: list[Any], equal: bool) -> None:
        super().__init__(equal)
        self.fail_at = fail_at
        self._outcome = outcome
        self.times_run = 0

    @property
    def steps(self) -> int:
        """How many were made; before the run none."""
        return int(self._outcome[0]) if self.times_run else 0

    @property
    def open(self) -> set[str]:
        """The names of what is open now."""
        return set(self._outcome[1]) if self.times_run else set()

    def run(self) -> Any:
        """Make the steps. Raises what this outcome ends with, if anything."""
        self.times_run += 1
        if self._outcome[2]:
            raise make_error(self._outcome[2])
        return "this means nothing"


class _Callable(Handed):
    """A function that is as awkward as the rules allow."""

    def __init__(self, function: Callable[..., Any], equal: bool) -> None:
        super().__init__(equal)
        self._function = function

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._function(*args, **kwargs)


def hunt(answer: Any, world: Any, outcomes: list[list[Any]], equal: bool) -> None:
    """Has the answer search code whose runs end as `outcomes` say: steps made, names left open and the error that came
    out (empty: none), first for the run without a fault, then for each step."""
    here = threading.get_ident()
    made: list[_SmallWorld] = []
    came_out: list[BaseException] = []

    def look_where() -> None:
        if threading.get_ident() != here:
            world.note("elsewhere", True)

    def make_world(fail_at: Any) -> _SmallWorld:
        look_where()
        world.step("make_world()")
        within = type(fail_at) is int and 0 < fail_at < len(outcomes)
        made.append(_SmallWorld(fail_at, outcomes[fail_at if within else 0], equal))
        return made[-1]

    def run(small: _SmallWorld) -> Any:
        look_where()
        try:
            return small.run()
        except BaseException as error:
            came_out.append(error)
            raise

    try:
        result = answer(_Callable(run, equal), _Callable(make_world, equal))
        world.note("result", [_pair(each) for each in result] if isinstance(result, list) else repr(result)[:100])
    except BaseException as error:
        if not any(error is each for each in came_out):
            raise
        world.note("came out", type(error).__name__)
    finally:
        world.note("made", [each.fail_at if type(each.fail_at) is int else repr(each.fail_at)[:40] for each in made])
        world.note("times run", [each.times_run for each in made])


def _pair(entry: Any) -> Any:
    """A pair in the list that the answer gave, as JSON; what is none is only described."""
    if isinstance(entry, tuple) and len(entry) == 2 and isinstance(entry[1], list):
        number, names = entry
        if (number is None or type(number) is int) and all(type(name) is str for name in names):
            return [number, list(names)]
    return repr(entry)[:100]


def _find_leaks(draw: Draw) -> Iterator[Scenario]:
    names = [f"{draw.choice(('', 'B', 'a', 'Z'))}{word}{draw.randrange(100)}" for word in WORDS]

    def left(count: int) -> list[str]:
        return draw.sample(names, count)

    def scenario(
        when: str,
        outcomes: list[list[Any]],
        told: Requirement = GOES_ON,
        missed: Requirement = LEAKS,
        equal: bool = True,
        faults: bool = False,
    ) -> Scenario:
        expect = [
            Expectation(SAME_THREAD, _in_same_thread),
            Expectation(told, _goes_on),
            ends_well(LEAKS),
            Expectation(TUPLES, _is_list_of_pairs),
            Expectation(OWN_WORLD, _own_world),
            Expectation(EACH_STEP, _each_step(outcomes[0][0])),
            *(Expectation(requirement, problem) for requirement, problem in _result(outcomes, missed)),
        ]
        return Scenario(when, expect, [outcomes, equal], drive=f"{__name__}:hunt", faults=faults)

    def failing(steps: int, error: str, leaking: set[int]) -> list[list[Any]]:
        """Outcomes of code in which a fault comes out, and in which nothing leaks but at these steps."""
        runs = [[step, left(draw.randrange(1, 5)) if step in leaking else [], error] for step in range(1, steps + 1)]
        return [[steps, left(3) if 0 in leaking else [], ""], *runs]

    several = [[4, [], ""], [1, [], "UnforeseenError"], [2, left(1), "UnforeseenError"], [3, left(4), "OSError"]]
    several.append([4, [], "OSError"])
    yield scenario("four steps, of which two leak", several)
    yield scenario("a leak in every run", failing(3, "OSError", {0, 1, 2, 3}), equal=False)
    last = draw.randrange(12, 18)
    yield scenario("many steps, of which the last one leaks", failing(last, "UnforeseenError", {last}))
    for kind in ("KeyboardInterrupt", "SystemExit", "CancelledError"):
        yield scenario(f"steps that raise {kind}", failing(3, kind, {2, 3}), GOES_ON_ANYTHING)
    quiet = [[4, [], ""], [4, left(2), ""], [2, [], ""], [4, left(3), "OSError"], [7, left(1), ""]]
    yield scenario("code that catches what it is made to fail with", quiet, GOES_ON, QUIET_LEAKS)
    for kind in ("UnforeseenError", "KeyboardInterrupt"):
        by_itself = failing(3, kind, {0, 2})
        by_itself[0][2] = kind
        yield scenario(f"code that always raises {kind}", by_itself, FAILS_WITHOUT_FAULT)
    other_steps = [[3, [], ""], [9, left(1), ""], [2, left(2), ""], [1, [], "UnforeseenError"]]
    yield scenario("runs that make more or fewer steps than the first one", other_steps, GOES_ON, QUIET_LEAKS)
    yield scenario("a leak only when nothing fails", failing(2, "OSError", {0}))
    yield scenario("no leak at all", failing(3, "UnforeseenError", set()))
    yield scenario("no steps", [[0, [], ""]])
    yield scenario("no steps, and a leak", [[0, left(2), ""]], equal=False)
    yield scenario("a make_world that can fail", failing(2, "OSError", {0, 1, 2}), faults=True)


def _in_same_thread(run: Run) -> str | None:
    return "what was handed in was called in another thread" if run.notes.get("elsewhere") else None


def _goes_on(run: Run) -> str | None:
    error = run.notes.get("came out")
    return f"{error}, raised by the code under test, came out and ended the search" if error else None


def _is_list_of_pairs(run: Run) -> str | None:
    result = run.notes["result"]
    if isinstance(result, str):
        return f"it returned {result}, which is no list"
    return next((f"{each} stood in the list" for each in result if isinstance(each, str)), None)


def _own_world(run: Run) -> str | None:
    most = max(run.notes["times run"], default=0)
    return f"the code was run {most} times in the same world" if most > 1 else None


def _each_step(steps: int) -> Callable[[Run], str | None]:
    def problem(run: Run) -> str | None:
        runs = [number for number, times in zip(run.notes["made"], run.notes["times run"], strict=True) if times]
        if runs.count("None") != 1:
            return f"{runs.count('None')} runs were made without a fault, not one"
        for step in range(1, steps + 1):
            if runs.count(step) != 1:
                return f"{runs.count(step)} runs were made in which step {step} of {steps} failed, not one"
        more = [number for number in runs if number != "None" and number not in range(1, steps + 1)]
        return f"a run was made with fail_at={more[0]}, where there were {steps} steps" if more else None

    return problem


def _result(
    outcomes: list[list[Any]], missed: Requirement
) -> Iterator[tuple[Requirement, Callable[[Run], str | None]]]:
    due: list[Any] = [[step or None, sorted(left)] for step, (_, left, _) in enumerate(outcomes) if left]
    numbers = [number for number, _ in due]

    def only_leaks(run: Run) -> str | None:
        empty = [number for number, names in run.notes["result"] if not names]
        return f"{(empty[0], [])} stood in the list" if empty else None

    def without_fault(run: Run) -> str | None:
        if None in numbers and None not in [number for number, _ in run.notes["result"]]:
            return f"the run without a fault had left {len(due[0][1])} names open, and was not in the list"
        return None

    def names_all(run: Run) -> str | None:
        found = sorted(([number or 0, sorted(names)] for number, names in run.notes["result"]), key=repr)
        if found == sorted(([number or 0, names] for number, names in due), key=repr):
            return None
        return f"it returned {_shown(run.notes['result'])}, not {_shown(due)}"

    def in_order(run: Run) -> str | None:
        result = run.notes["result"]
        return None if result == due else f"it returned {_shown(result)}, not {_shown(due)}"

    yield from ((ONLY_LEAKS, only_leaks), (WITHOUT_FAULT, without_fault), (missed, names_all), (SORTED, in_order))


def _shown(pairs: list[Any]) -> str:
    text = repr([tuple(pair) for pair in pairs])
    return text if len(text) <= 120 else text[:119] + "…"


# -- 9.3 unit_of_work(connection)

STORED = Requirement(
    "A good outermost block is stored",
    "When the outermost block ends well all that was done in it, and in the good blocks inside it, is committed: once, "
    "at its end.",
)
NESTS = Requirement(
    "Blocks can be nested",
    "SQLite has one transaction at a time: a second `BEGIN` is an error. Inside a transaction begin a `SAVEPOINT`.",
)
NOT_VISIBLE = Requirement(
    "Nothing is visible before the outermost block succeeds",
    "Without a `BEGIN` each statement is a transaction of its own. And a commit ends the whole transaction, whoever "
    "asks for it: an inner block that ended well must not commit, but `RELEASE` its savepoint.",
)
ONLY_INNER = Requirement(
    "An inner error undoes only the inner work",
    "`ROLLBACK TO` goes back to the newest savepoint of that name, and leaves it there: release it afterwards, or the "
    "block around it goes back to the wrong one. What was done before the inner block, and in the blocks beside it, "
    "stays.",
)
ALL_UNDONE = Requirement(
    "An error undoes the whole outermost block",
    "Whatever leaves the outermost block, Ctrl-C too, rolls the transaction back: nothing of it is stored, not even "
    "the work of good inner blocks.",
)
ON_ENTERING = Requirement(
    "Decides when it is entered",
    "Which block is the outermost one is known when it is entered, not when `unit_of_work` is called. Ask "
    "`connection.in_transaction` then.",
)
COMMIT_FAILS = Requirement(
    "A failed commit is rolled back",
    "A commit can fail as any other step can, and SQLite then leaves the transaction open. Roll it back, whatever the "
    "error was, and let the error pass.",
)
BY_ITSELF = Requirement(
    "The block's error passes when SQLite has rolled back",
    "`INSERT OR ROLLBACK` ends the transaction itself. Then there is nothing to roll back: ask "
    "`connection.in_transaction` first, so that no error of yours takes the place of the block's.",
)
AS_BEFORE = Requirement(
    "Leaves the connection as it was",
    "Whatever happened in the block: afterwards the connection is open, in no transaction, and works as before. It is "
    "not yours to close or to change.",
)


class _Connection(sqlite3.Connection):
    """Each statement is a step, by whichever method it is sent. Is false in a boolean test."""

    world: Any = None
    is_own = False
    """Whether the present statement is the driver's own, or part of another method: no step."""

    def __bool__(self) -> bool:
        return False

    @contextlib.contextmanager
    def sending(self, what: str) -> Iterator[None]:
        """A statement is about to be sent."""
        outer = self.is_own
        if not outer and self.world is not None:
            self.world.step(what)
        self.is_own = True
        try:
            yield
        finally:
            self.is_own = outer

    def own(self, sql: str, parameters: Any = ()) -> list[Any]:
        """A statement of the driver's."""
        with self._its_own():
            return list(sqlite3.Connection.execute(self, sql, parameters).fetchall())

    @contextlib.contextmanager
    def _its_own(self) -> Iterator[None]:
        outer, self.is_own = self.is_own, True
        try:
            yield
        finally:
            self.is_own = outer

    def cursor(self, factory: Any = None) -> Any:
        """One whose statements are steps, too."""
        return super().cursor(factory or _Cursor)

    def execute(self, sql: str, *parameters: Any) -> Any:
        """As the connection's own."""
        with self.sending(_call("execute", sql)):
            return super().execute(sql, *parameters)

    def executemany(self, sql: str, *parameters: Any) -> Any:
        """As the connection's own."""
        with self.sending(_call("executemany", sql)):
            return super().executemany(sql, *parameters)

    def executescript(self, sql: str) -> Any:
        """As the connection's own."""
        with self.sending(_call("executescript", sql)):
            return super().executescript(sql)

    def commit(self) -> None:
        """As the connection's own."""
        with self.sending("commit()"):
            super().commit()

    def rollback(self) -> None:
        """As the connection's own."""
        with self.sending("rollback()"):
            super().rollback()

    def __exit__(self, kind: Any, error: Any, trace: Any) -> Any:
        # As sqlite3's own, which would go past `commit` and `rollback` here.
        if kind is not None:
            self.rollback()
            return False
        try:
            self.commit()
        except BaseException:
            self.rollback()
            raise
        return False


class _Cursor(sqlite3.Cursor):
    """Each statement is a step of its connection."""

    def execute(self, sql: str, *parameters: Any) -> Any:
        """As the cursor's own."""
        with self._sending(_call("execute", sql)):
            return super().execute(sql, *parameters)

    def executemany(self, sql: str, *parameters: Any) -> Any:
        """As the cursor's own."""
        with self._sending(_call("executemany", sql)):
            return super().executemany(sql, *parameters)

    def executescript(self, sql: Any) -> Any:
        """As the cursor's own."""
        with self._sending(_call("executescript", sql)):
            return super().executescript(sql)

    def _sending(self, what: str) -> Any:
        connection = self.connection
        return connection.sending(what) if isinstance(connection, _Connection) else contextlib.nullcontext()


def _call(method: str, sql: object) -> str:
    return f'{method}("{" ".join(str(sql).split())[:30]}")'


def work(answer: Any, world: Any, plan: list[Any]) -> None:
    """Follows a plan on a connection. In a plan stand numbers, which are stored; statements; ``"block"``, which raises
    what the scenario says; ``"fail"``, which raises an error of the driver's own; and lists, which are units of work
    whose first element says whether what it raises itself is ``"caught"`` by its caller or ``"passed"`` on."""
    connection, observer = _connect(world)
    world.note("early", "")
    world.note("stored", [])
    own: list[BaseException] = []

    def look(moment: str) -> None:
        seen = _seen(observer)
        if seen is not None and seen != world.notes["stored"]:
            world.notes.setdefault("seen early", [moment, seen])

    def follow(plan: list[Any], depth: int) -> None:
        for number, each in enumerate(plan):
            if isinstance(each, list):
                unit(each[0], each[1:], depth)
            elif isinstance(each, int):
                connection.own("INSERT INTO numbers VALUES (?)", (each,))
            elif each == "block":
                world.block()
            elif each == "fail":
                own.append(ValueError("the block's own"))
                raise own[-1]
            else:
                send(each)
            if depth:
                look(f"after step {number + 1} of a block at depth {depth}")

    def send(sql: str) -> None:
        try:
            connection.own(sql)
        except sqlite3.Error as error:
            world.injected["own"] = error
            raise

    def unit(way: str, plan: list[Any], depth: int) -> None:
        steps = len(world.steps)
        manager = answer(connection)
        if len(world.steps) > steps:
            world.note("early", world.steps[steps][0])
        try:
            with manager:
                follow(plan, depth + 1)
            if own and "block" not in plan and plan[-1:] == ["fail"]:
                world.note("swallowed", True)
        except BaseException as error:
            if way != "caught" or not (error is world.injected.get("block") or any(error is each for each in own)):
                raise
        finally:
            if depth == 0:
                world.note("stored", _seen(observer))

    try:
        follow(plan, 0)
    finally:
        _look_afterwards(answer, world, connection, observer)


def enter_later(answer: Any, world: Any, numbers: list[int]) -> None:
    """Makes two units before either is entered, and enters one in the other; the inner one's error is caught."""
    connection, observer = _connect(world)
    error = ValueError("the block's own")
    outer, inner = answer(connection), answer(connection)
    world.not_yet()
    try:
        with outer:
            connection.own("INSERT INTO numbers VALUES (?)", (numbers[0],))
            try:
                with inner:
                    connection.own("INSERT INTO numbers VALUES (?)", (numbers[1],))
                    raise error
            except ValueError as raised:
                if raised is not error:
                    raise
            last = answer(connection)
        with last:
            connection.own("INSERT INTO numbers VALUES (?)", (numbers[2],))
        world.note("stored", _seen(observer))
    finally:
        _look_afterwards(answer, world, connection, observer)


def _connect(world: Any) -> tuple[_Connection, sqlite3.Connection]:
    """The connection that is handed to the answer, and one that looks on."""
    connection = sqlite3.connect("shop.db", isolation_level=None, factory=_Connection)
    for setting in ("foreign_keys = ON", "synchronous = OFF", "journal_mode = MEMORY"):
        connection.own(f"PRAGMA {setting}")
    connection.world = world
    return connection, sqlite3.connect("shop.db", timeout=0)


def _seen(observer: sqlite3.Connection) -> list[int] | None:
    """What another connection finds; ``None`` if it may not look now."""
    try:
        return [number for (number,) in observer.execute("SELECT number FROM numbers ORDER BY number").fetchall()]
    except sqlite3.OperationalError:
        return None


def _look_afterwards(answer: Any, world: Any, connection: _Connection, observer: sqlite3.Connection) -> None:
    """Note in which state the connection was left, and whether it can still be used."""
    connection.world = None
    try:
        world.note("stored at last", _seen(observer))
        world.note("in transaction", connection.in_transaction)
        if not connection.in_transaction:
            connection.own("INSERT INTO numbers VALUES (-1)")
            found = [-1 in (_seen(observer) or [])]
            with answer(connection):
                connection.own("INSERT INTO numbers VALUES (-2)")
            found.append(-2 in (_seen(observer) or []))
            world.note("usable", found)
    except Exception as error:
        world.note("unusable", f"{type(error).__name__}: {error}")
    finally:
        with contextlib.suppress(sqlite3.Error):
            connection.rollback()
        connection.close()
        observer.close()


def _unit_of_work(draw: Draw) -> Iterator[Scenario]:
    a, b, c, d, e = draw.sample(range(1, 10**6), 5)
    files: dict[str, bytes | str | type[Folder]] = {"shop.db": _database_of_numbers()}

    def scenario(
        when: str, plan: list[Any], stored: list[int], requirement: Requirement, *, block: str = "", **more: Any
    ) -> Scenario:
        expect = [Expectation(NOT_VISIBLE, _nothing_early), Expectation(NOT_SWALLOWED, _not_swallowed)]
        if not block or more.get("suppresses"):
            expect.append(ends_well(NESTS if _depth(plan) > 1 else STORED))
        for each in (_stores(stored), _in_no_transaction):
            expect.append(Expectation(requirement, each))
        expect.append(Expectation(AS_BEFORE, _as_before))
        return Scenario(when, expect, [plan], files, drive=f"{__name__}:work", block=block, **more)

    yield scenario("one block", [["passed", a, b]], [a, b], STORED)
    yield scenario("a block in which nothing happens", [["passed"]], [], STORED)
    yield scenario("two blocks, one after the other", [["passed", a], ["passed", b]], [a, b], STORED)
    yield scenario("a good inner block", [["passed", a, ["passed", b], c]], [a, b, c], STORED)
    yield scenario("three good blocks, nested", [["passed", ["passed", a, ["passed", b], c]]], [a, b, c], STORED)
    for kind in BLOCKS:
        yield scenario(f"a block that raises {kind}", [["passed", a, "block"]], [], ALL_UNDONE, block=kind)
    yield scenario("a failed block, and another one", [["caught", a, "fail"], ["passed", b]], [b], ALL_UNDONE)
    inner: list[tuple[str, list[Any], list[int]]] = [
        ("an inner error that is caught", [a, ["caught", b, "fail"], c], [a, c]),
        ("several inner blocks", [["caught", a, "fail"], ["passed", b], ["caught", c, "fail"], ["passed", d]], [b, d]),
        ("an error after a good block inside", [a, ["caught", b, ["passed", c], d, "fail"], e], [a, e]),
        ("an error after another one inside", [a, ["caught", b, ["caught", c, "fail"], d, "fail"], e], [a, e]),
        ("an error two blocks down", [a, ["caught", b, ["caught", c, "fail"], d], e], [a, b, d, e]),
        ("an error that passes one block", [a, ["caught", b, ["passed", c, "block"], d], e], [a, e]),
    ]
    for when, plan, stored in inner:
        block = "UnforeseenError" if "passes" in when else ""
        whole = [["passed", *plan]]
        yield scenario(when, whole, stored, ONLY_INNER, block=block, suppresses=bool(block))
    for kind in BLOCKS:
        plan = [["passed", a, ["caught", b, "block"], c]]
        yield scenario(f"an inner {kind} that is caught", plan, [a, c], ONLY_INNER, block=kind, suppresses=True)
        plan = [["passed", ["passed", a], b, "block"]]
        yield scenario(f"a good inner block, and then {kind}", plan, [], ALL_UNDONE, block=kind)
    yield from _failing_commits(scenario, a, b)
    yield Scenario(
        "units that are made before they are entered",
        [
            ends_well(ON_ENTERING),
            Expectation(ON_ENTERING, _stores([a, c])),
            Expectation(AS_BEFORE, _as_before),
        ],
        [[a, b, c]],
        files,
        drive=f"{__name__}:enter_later",
    )
    yield scenario(
        "steps that fail",
        [["passed", a, ["passed", b]]],
        [a, b],
        STORED,
        faults=True,
        expect_after_fault=[
            Expectation(COMMIT_FAILS, _commit_undone),
            Expectation(ALL_UNDONE, _all_undone),
            Expectation(AS_BEFORE, _as_before),
        ],
    )


def _database_of_numbers() -> bytes:
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE numbers(number INTEGER PRIMARY KEY)")
        connection.execute("CREATE TABLE parts(of INTEGER REFERENCES numbers(number) DEFERRABLE INITIALLY DEFERRED)")
        return connection.serialize()


def _failing_commits(scenario: Callable[..., Scenario], a: int, b: int) -> Iterator[Scenario]:
    def refused(requirement: Requirement) -> Expectation:
        def problem(run: Run) -> str | None:
            if run.raised is not None and run.raised["type"] == "sqlite3.IntegrityError":
                is_copy = requirement == BY_ITSELF and not run.raised["injected"]
                return f"{run.ended()}: a copy, and not the block's own" if is_copy else None
            return f"{run.ended()}, where the IntegrityError was due"

        return Expectation(requirement, problem)

    dangling = "INSERT INTO parts VALUES (-7)"
    taken = f"INSERT OR ROLLBACK INTO numbers VALUES ({a})"
    for when, plan, requirement in (
        ("a deferred foreign key", [["passed", a, dangling]], COMMIT_FAILS),
        ("a deferred foreign key in an inner block", [["passed", a, ["passed", b, dangling]]], COMMIT_FAILS),
        ("INSERT OR ROLLBACK", [["passed", a, taken]], BY_ITSELF),
        ("INSERT OR ROLLBACK after an inner block", [["passed", ["passed", a], b, taken]], BY_ITSELF),
    ):
        whole = scenario(when, plan, [], requirement)
        whole.expect = [
            Expectation(NOT_VISIBLE, _nothing_early),
            refused(requirement),
            Expectation(requirement, _in_no_transaction),
            Expectation(requirement, _stores([])),
            Expectation(AS_BEFORE, _as_before),
        ]
        yield whole
    plan = [["passed", a, ["caught", dangling, "fail"], b]]
    yield scenario("a deferred foreign key in an inner block that was undone", plan, [a, b], ONLY_INNER)


def _depth(plan: list[Any]) -> int:
    return max((1 + _depth(each[1:]) for each in plan if isinstance(each, list)), default=0)


def _nothing_early(run: Run) -> str | None:
    if "seen early" not in run.notes:
        return None
    moment, seen = run.notes["seen early"]
    return f"{moment} another connection saw {len(seen)} rows that were not yet to be seen"


def _not_swallowed(run: Run) -> str | None:
    return "an error of an inner block did not come out of it" if run.notes.get("swallowed") else None


def _stores(numbers: list[int]) -> Callable[[Run], str | None]:
    due = sorted(numbers)

    def problem(run: Run) -> str | None:
        found = run.notes.get("stored at last")
        if found == due:
            return None
        if found is None:
            return "afterwards another connection could not read the table"
        return f"{len(set(found) & set(due))} of {len(due)} rows were stored, and {len(set(found) - set(due))} others"

    return problem


def _in_no_transaction(run: Run) -> str | None:
    return "the transaction was still open afterwards" if run.notes.get("in transaction") else None


def _as_before(run: Run) -> str | None:
    if "unusable" in run.notes:
        return f"when the connection was used again, {run.notes['unusable']} came out"
    if run.notes.get("usable") == [True, True]:
        return None
    return _in_no_transaction(run) or "what was stored with the connection afterwards was not visible"


def _commit_undone(run: Run) -> str | None:
    assert run.fault is not None
    return _all_undone(run) or _in_no_transaction(run) if "commit" in run.fault.name.lower() else None


def _all_undone(run: Run) -> str | None:
    stored = run.notes.get("stored at last")
    return f"{len(stored)} rows were stored, although the block had not succeeded" if stored else None


# -- 9.4 load_orders(source, database, report, batch_size) -> dict

LOADS = Requirement(
    "Stores every row, in order",
    "Walk the source once, to its end. A last batch that is short is a batch, and a source without rows is none.",
)
COUNTS = Requirement(
    "Counts rows and batches",
    "Return a dict with `rows`, how many were stored, and `batches`, how many transactions that took. For a source "
    "without rows that is none, and after a last full batch no more.",
)
BATCHES = Requirement(
    "Each batch is stored before the next one is read",
    "Read as many rows as fit into a batch and no further, store and commit them, and only then ask for the next row.",
)
WHOLE_BATCHES = Requirement(
    "Finished batches stay, and no part of one",
    "A batch is one transaction: all of its rows or none. What was committed before a failure stays, so commit after "
    "each batch, and only then.",
)
REFUSED = Requirement(
    "Says so when a row is refused",
    "A row that the table refuses is an error of your caller's. Let it pass.",
)
REPORTED = Requirement(
    "The report says what was loaded",
    'When every row is stored, the file holds the JSON `{"rows": n, "batches": m}`, and the same dict is returned.',
)
REPORT_WHOLE = Requirement(
    "A reader sees the old or the new report, whole",
    "Write a new file in the same folder, close it, and put it in place with `os.replace`.",
)
REPORT_LAST = Requirement(
    "The report comes when all is stored",
    "A report of rows that are not stored is wrong, and so is one that is gone. Nothing may happen to the old one "
    "before the last row is committed and the new one is complete.",
)
REPORT_FOLDER = Requirement(
    "The report's folder is as it was",
    "A temporary file beside the report has to go, whatever happens, and must not take the name of a file that "
    "somebody else needs: `tempfile` finds a free one.",
)
SOURCE_CLOSED = Requirement(
    "Closes the source, whatever happens",
    "The source is yours to close from the first line on, also when the database cannot be opened. Begin with it: "
    "`with closing(source)`.",
)
OPENING = Requirement(
    "Passes on what opening says",
    "A database or a report that cannot be opened is your caller's to know. Let the error pass.",
)


class _Source(Handed):
    """Rows that can be walked once; is not an iterator. Looks into the database whenever it is asked for a row."""

    def __init__(self, world: Any, rows: list[Any], database: Any, equal: bool) -> None:
        super().__init__(equal)
        self._world, self._rows, self._database = world, rows, database
        self._life = world.lend("source", "", in_order=False)
        self._began = False
        self.given = 0
        self.raises_at = -1
        self.closed = 0

    def __iter__(self) -> Iterator[Any]:
        if self._began:
            raise RuntimeError("this source was walked before")
        self._began = True
        self._world.step("iter()", "source")
        return _Rows(self)

    def next(self) -> Any:
        """The next row."""
        if self.closed:
            raise ValueError("this source is closed")
        self._world.notes["stored when asked"].append([self.given, _count(self._database)])
        self._world.step("next()", "source")
        if self.given == self.raises_at:
            self._world.block()
        if self.given == len(self._rows):
            raise StopIteration
        self.given += 1
        row = self._rows[self.given - 1]
        return tuple(row) if isinstance(row, list) else row

    def close(self) -> Any:
        """Release it; it counts as released even if this raises."""
        self.closed += 1
        self._world.take_back(self._life, "close()")
        return "this means nothing"


class _Rows:
    """Walks a source."""

    def __init__(self, source: _Source) -> None:
        self._source = source

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        return self._source.next()


def _count(database: Any) -> int | None:
    """How many rows another connection finds; ``None`` if it may not look now."""
    try:
        with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=0)) as connection:
            return int(connection.execute("SELECT count(*) FROM events").fetchone()[0])
    except sqlite3.Error:
        return None


def load(
    answer: Any,
    world: Any,
    database: Any,
    report: Any,
    batch_size: int,
    rows: list[Any],
    equal: bool,
    raises_at: int = -1,
) -> Any:
    """Has the answer load rows, and notes how many were stored whenever it asked for one. After `raises_at` of them the
    source raises what the scenario says."""
    world.note("stored when asked", [])
    source = _Source(world, rows, database, equal)
    source.raises_at = raises_at
    try:
        return answer(source, database, report, batch_size)
    finally:
        world.note("closed", source.closed)


REPORT = "out/report.json"
OLD_REPORT = b'{"rows": 7, "batches": 1, "old": true}'
NEIGHBOURS = [
    "report.json.tmp", "report.tmp", "report.json.new", "report.json.bak", "report.json~", "tmp", "temp", "tmp.json",
    "temp.json", "report.new", "report.json.part", ".report.json", "new.json", "report", "report.json.temp",
]  # fmt: skip
"""What somebody else has in the report's folder."""


def _load_orders(draw: Draw) -> Iterator[Scenario]:
    def row() -> list[Any]:
        return [draw.text(1, last_newline=False), draw.randrange(-(10**9), 10**9)]

    old = [row() for _ in range(2)]
    shop = database([tuple(each) for each in old])
    neighbours: dict[str, bytes | str | type[Folder]] = {f"out/{name}": draw.content(20) for name in NEIGHBOURS}
    files: dict[str, bytes | str | type[Folder]] = {**neighbours, REPORT: OLD_REPORT, "shop.db": shop}

    def scenario(
        when: str, count: int, size: int, *, equal: bool = True, absolute: bool = False, faults: bool = False
    ) -> Scenario:
        rows = [row() for _ in range(count)]
        new = {"rows": count, "batches": -(-count // size)}
        return Scenario(
            when,
            [
                ends_well(LOADS),
                Expectation(LOADS, _table_holds(old + rows)),
                Expectation(WHOLE_BATCHES, _no_part_stored(len(old), count, size)),
                Expectation(BATCHES, _stored_in_time(len(old), size)),
                Expectation(COUNTS, _returns_dict(new)),
                Expectation(REPORTED, _report_is(new)),
                Expectation(REPORT_WHOLE, _report_whole(new)),
                Expectation(REPORT_FOLDER, _folder_as_before(files)),
            ],
            [_at("shop.db", absolute), _at(REPORT, absolute), size, rows, equal],
            files,
            drive=f"{__name__}:load",
            observe=REPORT,
            faults=faults,
            expect_after_fault=[
                Expectation(WHOLE_BATCHES, _finished_batches(old, rows, size)),
                Expectation(REPORT_WHOLE, _report_whole(new)),
                Expectation(REPORT_LAST, _old_or_new_report(new, old + rows)),
                Expectation(REPORT_FOLDER, _folder_as_before(files)),
            ],
        )

    size = draw.randrange(3, 6)
    yield scenario("a short last batch", 2 * size + 1, size)
    yield scenario("full batches", 3 * size, size, equal=False, absolute=True)
    yield scenario("fewer rows than fit into a batch", 2, 10)
    yield scenario("batches of one", 3, 1)
    yield scenario("a source without rows", 0, size)
    first = Scenario(
        "no report before",
        [ends_well(LOADS), Expectation(REPORTED, _report_is({"rows": 1, "batches": 1}, "report.json"))],
        [At("shop.db"), At("report.json"), 5, [row()], True],
        {"shop.db": shop},
        makes=["report.json"],
        drive=f"{__name__}:load",
        locale="C",
    )
    yield first
    bad: list[tuple[str, list[Any]]] = [
        ("a row with None", [None, 3]),
        ("a row with None for its value", ["tea", None]),
        ("a row of one element", ["tea"]),
        ("a row of three elements", ["tea", 1, 2]),
    ]
    for when, refused in bad:
        rows = [row() for _ in range(4)]
        yield _failing(
            when,
            [*rows[:3], refused, rows[3]],
            [raises_something(REFUSED), Expectation(WHOLE_BATCHES, _table_holds([*old, *rows[:2]]))],
            files,
        )
    rows = [row() for _ in range(3)]
    closed = Expectation(SOURCE_CLOSED, _source_closed)
    yield _failing(
        "a database that cannot be opened",
        rows,
        [raises_something(OPENING), closed],
        {**neighbours, REPORT: OLD_REPORT, "shop.db": Folder},
    )
    yield _failing(
        "a database in a folder that is not there",
        rows,
        [raises_something(OPENING), closed],
        files,
        database="missing/shop.db",
    )
    stored = Expectation(WHOLE_BATCHES, _finished_batches(old, rows, 2))
    yield Scenario(
        "a report in a folder that is not there",
        [raises_something(OPENING), raises(OSError, SAME_ERROR), closed, stored],
        [At("shop.db"), At("missing/report.json"), 2, rows, True],
        {"shop.db": shop},
        drive=f"{__name__}:load",
    )
    yield Scenario(
        "a folder in place of the report",
        [
            raises_something(OPENING),
            raises(OSError, SAME_ERROR),
            closed,
            stored,
            Expectation(REPORT_FOLDER, same_folder({"out": Folder, REPORT: Folder, "shop.db": shop}, "shop.db")),
        ],
        [At("shop.db"), At(REPORT), 2, rows, True],
        {"shop.db": shop, "out": Folder, REPORT: Folder},
        drive=f"{__name__}:load",
    )
    for kind in BLOCKS:
        rows = [row() for _ in range(5)]
        yield _failing(
            f"a source that raises {kind} in the second batch",
            rows,
            [Expectation(WHOLE_BATCHES, _table_holds([*old, *rows[:2]])), closed],
            files,
            raises_at=3,
            block=kind,
        )
    yield scenario("one row, and steps that fail", 1, 2, faults=True)


def _failing(
    when: str,
    rows: list[Any],
    expect: list[Expectation],
    files: dict[str, bytes | str | type[Folder]],
    database: str = "shop.db",
    raises_at: int = -1,
    block: str = "",
) -> Scenario:
    """Rows that cannot all be stored, in batches of two."""
    return Scenario(
        when,
        [
            *expect,
            Expectation(REPORT_LAST, _old_report),
            Expectation(REPORT_FOLDER, _folder_as_before(files)),
        ],
        [At(database), At(REPORT), 2, rows, False, raises_at],
        files,
        drive=f"{__name__}:load",
        block=block,
    )


def _at(path: str, absolute: bool) -> At:
    return At(path, absolute=absolute, as_path=absolute)


def _table_holds(rows: list[Any]) -> Callable[[Run], str | None]:
    def problem(run: Run) -> str | None:
        found = rows_of(run.folder / "shop.db")
        if found == rows:
            return None
        count = "nothing that can be read" if found is None else f"{len(found)} rows"
        return f"the table held {count} afterwards, not the {len(rows)} expected ones"

    return problem


def _no_part_stored(old: int, rows: int, size: int) -> Callable[[Run], str | None]:
    """Whenever a row was asked for."""

    def problem(run: Run) -> str | None:
        for given, stored in run.notes["stored when asked"]:
            count = 0 if stored is None else stored - old
            if count % size and count < rows:
                return f"when row {given + 1} was asked for, {count} rows were stored, in batches of {size}"
        return None

    return problem


def _stored_in_time(old: int, size: int) -> Callable[[Run], str | None]:
    """Whenever a batch was begun, all before it were stored."""

    def problem(run: Run) -> str | None:
        for given, stored in run.notes["stored when asked"]:
            if given % size == 0 and stored != old + given:
                seen = "the database was locked" if stored is None else f"{stored - old} of them were stored"
                return f"when row {given + 1} was asked for, {given} had been given, and {seen}"
        return None

    return problem


def _returns_dict(due: dict[str, int]) -> Callable[[Run], str | None]:
    def problem(run: Run) -> str | None:
        returned = run.returned
        if returned["type"] == "dict" and _same_pairs(returned["value"], due):
            return None
        return f"{run.ended()}, not {due}"

    return problem


def _same_pairs(pairs: list[Any], due: dict[str, int]) -> bool:
    wanted = [[encode(name), encode(number)] for name, number in due.items()]
    return len(pairs) == len(wanted) and all(pair in pairs for pair in wanted)


def _report_is(due: dict[str, int], name: str = REPORT) -> Callable[[Run], str | None]:
    def problem(run: Run) -> str | None:
        path = run.folder / name
        content = path.read_bytes() if path.is_file() else b""
        if json_of(content) == due:
            return None
        return f"the report held {content[:60].decode('utf-8', 'replace')!r}, not {due}"

    return problem


def _report_whole(new: dict[str, int]) -> Callable[[Run], str | None]:
    def problem(run: Run) -> str | None:
        for moment, seen in run.notes.get("seen", []):
            content = None if seen is None else base64.b64decode(seen)
            if content != OLD_REPORT and (content is None or json_of(content) != new):
                found = "no report" if content is None else f"{len(content)} bytes, neither the old nor the new report"
                return f"before {moment} a reader would have found {found}"
        return None

    return problem


def _old_report(run: Run) -> str | None:
    path = run.folder / REPORT
    content = path.read_bytes() if path.is_file() else b""
    return None if content == OLD_REPORT else "the old report had been changed, although not every row was stored"


def _old_or_new_report(new: dict[str, int], rows: list[Any]) -> Callable[[Run], str | None]:
    def problem(run: Run) -> str | None:
        if _old_report(run) is None:
            return None
        if _report_is(new)(run) is None:
            return None if rows_of(run.folder / "shop.db") == rows else _old_report(run)
        return "the report was neither the old nor the new one afterwards"

    return problem


def _finished_batches(old: list[Any], rows: list[Any], size: int) -> Callable[[Run], str | None]:
    def problem(run: Run) -> str | None:
        found = rows_of(run.folder / "shop.db")
        if found is None:
            return "the table could not be read afterwards"
        count = len(found) - len(old)
        if found != [*old, *rows[: max(count, 0)]] or (count % size and count != len(rows)):
            return f"{count} rows were stored afterwards, in batches of {size}"
        before = max((given // size * size for given, _ in run.notes["stored when asked"]), default=0)
        return f"{before} rows had been stored, and {count} were afterwards" if count < before else None

    return problem


def _folder_as_before(files: dict[str, Any]) -> Callable[[Run], str | None]:
    """The report itself and the database are another question."""
    return same_folder({**files, "shop.db": None}, REPORT)


def _source_closed(run: Run) -> str | None:
    return None if run.notes.get("closed") else "the source was not closed"


EXERCISES = [
    Exercise("9.1", _find_leaks),
    thread_pools.EXERCISE,
    Exercise("9.3", _unit_of_work),
    Exercise("9.4", _load_orders),
]
