"""Lesson 3: what is asked of the answers to 3.1, 3.2, 3.3 and 3.4."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

from leakproof.judging.handed import Closable, Handed
from leakproof.judging.scenarios import (
    BLOCKS,
    Draw,
    Exercise,
    Expectation,
    Requirement,
    Run,
    Scenario,
    blocks_error_passes,
    ends_well,
)
from leakproof.watching.lives import Release

ITSELF = Requirement(
    "Gives itself to the block",
    "What `__enter__` returns is what stands after `as`. Without a `return` that is `None`.",
)


def _attempt(call: Callable[..., Any], *arguments: Any) -> str:
    """How a call ended that has to be refused: empty when it raised `RuntimeError`."""
    try:
        call(*arguments)
    except RecursionError:
        return "it called itself again and again"
    except RuntimeError:
        return ""
    except Exception as error:
        return f"{_shown(error)} came out"
    return "nothing was raised"


def _shown(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


# -- 3.1 class Timer(clock=time.perf_counter)

READINGS = Requirement(
    "Reads the clock once on entry and once on exit",
    "A clock is asked, not looked at: each reading is a call. Keep the first one, and take no more than these two; not "
    "when the Timer is made, and not when somebody looks at `elapsed`.",
)
NONE_YET = Requirement(
    "Says None before the first exit",
    "Nothing has been measured until a block has ended, and `None` says so. Set it where the Timer is made.",
)
ELAPSED = Requirement(
    "Measures the block",
    "`elapsed` is the reading on exit minus the reading on entry, unrounded, and any number can be a reading: 0 too. "
    "The clock may be false in a boolean test.",
)
ELAPSED_ON_ERROR = Requirement(
    "Measures a block that raised",
    "`__exit__` is called however the block ends, and need not ask how. Set `elapsed` in every case.",
)
MEASURES_AGAIN = Requirement(
    "Measures each block anew",
    "The same Timer may be used again, also after a block that raised. What is left of the block before must not get "
    "into the next one.",
)
EACH_ITS_OWN = Requirement(
    "Each Timer has its own time",
    "Two Timers may run at the same time, one inside the other. Keep what you measure in the object (`self`), not in "
    "the class and not in a global name.",
)
USUAL_CLOCK = Requirement(
    "Has a clock of its own",
    "`Timer()` measures seconds with `time.perf_counter`. A default value is the function itself, without parentheses.",
)


class Clock(Handed):
    """Gives one reading after the other, and counts them."""

    def __init__(self, readings: list[Any], equal: bool = True) -> None:
        super().__init__(equal)
        self._readings = readings
        self.read = 0

    def __call__(self) -> Any:
        self.read += 1
        return self._readings[self.read - 1] if self.read <= len(self._readings) else 10**6 * self.read


def _elapsed(timer: Any) -> Any:
    """What stands in `elapsed`: a number or ``None`` as such, anything else described."""
    try:
        elapsed = timer.elapsed
    except AttributeError:
        return "nothing: there is no such attribute"
    return elapsed if elapsed is None or type(elapsed) in (int, float) else repr(elapsed)[:100]


def time_blocks(answer: Any, world: Any, readings: list[Any], keyword: bool, equal: bool, raising: int) -> None:
    """Uses one Timer for one block after another, of which the one of the number `raising`, from 1, may raise."""
    clock = Clock(readings, equal)
    timer = answer(clock=clock) if keyword else answer(clock)
    world.not_yet(["a reading of the clock"] * clock.read)
    world.note("before", _elapsed(timer))
    blocks: list[dict[str, Any]] = []
    world.note("blocks", blocks)
    first: BaseException | None = None
    for _ in range(len(readings) // 2):
        seen: dict[str, Any] = {}
        blocks.append(seen)
        try:
            with timer as given:
                seen["itself"] = given is timer
                seen["read on entry"] = clock.read
                if len(blocks) == 1:
                    seen["inside"] = _elapsed(timer)
                    seen["read inside"] = clock.read
                if len(blocks) == raising:
                    world.block()
        except BaseException as error:
            seen["raised"] = _shown(error)
            first = first or error
        seen["read on exit"] = clock.read
        seen["elapsed"] = _elapsed(timer)
        seen["elapsed later"] = _elapsed(timer)
        seen["read at last"] = clock.read
    if first is not None:
        raise first


def time_two(answer: Any, world: Any, readings: list[Any]) -> None:
    """Uses two Timers with one clock, one inside the other; then the inner one again."""
    clock = Clock(readings)
    outer, inner = answer(clock), answer(clock)
    with outer:
        with inner:
            world.note("early", "an elapsed of a Timer whose block runs" if _elapsed(outer) is not None else "")
        world.note("inner", _elapsed(inner))
        world.note("outer while it runs", _elapsed(outer))
    world.note("outer", _elapsed(outer))
    with inner:
        pass
    world.note("inner again", _elapsed(inner))
    world.note("outer still", _elapsed(outer))


def time_really(answer: Any, world: Any) -> None:
    """Uses a Timer with the clock that it brings along."""
    timer = answer()
    world.note("before", _elapsed(timer))
    began = time.perf_counter()
    with timer:
        entered = time.perf_counter()
        while time.perf_counter() < entered + 0.002:
            pass
        left = time.perf_counter()
    world.note("elapsed", _elapsed(timer))
    world.note("at least", left - entered)
    world.note("at most", time.perf_counter() - began)


def _timer(draw: Draw) -> Iterator[Scenario]:
    def readings(blocks: int) -> list[Any]:
        moments = [draw.uniform(-1000, 1000)]
        for _ in range(2 * blocks - 1):
            moments.append(moments[-1] + draw.uniform(0, 100))
        return moments

    def scenario(
        when: str, moments: list[Any], *, keyword: bool = False, equal: bool = True, block: str = "", raising: int = 1
    ) -> Scenario:
        expect = [
            Expectation(ITSELF, _itself),
            Expectation(READINGS, _reads_twice),
            Expectation(NONE_YET, _none_yet),
        ]
        for number in range(1, len(moments) // 2 + 1):
            raises = bool(block) and number == raising
            requirement = ELAPSED_ON_ERROR if raises else ELAPSED if number == 1 else MEASURES_AGAIN
            expect.append(Expectation(requirement, _elapsed_is(moments, number, raises)))
        if not block:
            expect.append(ends_well(ELAPSED))
        arguments = [moments, keyword, equal, raising]
        return Scenario(when, expect, arguments, drive=f"{__name__}:time_blocks", block=block)

    yield scenario("one block", readings(1))
    yield scenario("a clock given by its name", readings(1), keyword=True, equal=False)
    yield scenario("three blocks, one after another", readings(3))
    start = draw.randrange(1, 10**6)
    yield scenario("a clock that begins at 0", [0, start, 0.0, 0.5, -start, 0])
    yield scenario("a clock that has not moved on", [start, start, 0.0, 0.0])
    yield scenario("a clock that was put back", [start + 0.5, start])
    for kind in (*BLOCKS, "SystemExit"):
        yield scenario(f"a block that raises {kind}, and two more blocks", readings(3), block=kind)
    yield scenario("a second block that raises OSError", readings(3), block="OSError", raising=2)
    moments = readings(3)
    yield Scenario(
        "one Timer inside another",
        [Expectation(EACH_ITS_OWN, _each_its_own(moments)), ends_well(EACH_ITS_OWN)],
        [moments],
        drive=f"{__name__}:time_two",
    )
    yield Scenario(
        "a Timer made without a clock",
        [ends_well(USUAL_CLOCK), Expectation(NONE_YET, _none_yet), Expectation(USUAL_CLOCK, _in_between)],
        drive=f"{__name__}:time_really",
    )


def _itself(run: Run) -> str | None:
    """Of the blocks that were reached; whether they were is another question."""
    blocks = run.notes.get("blocks", [])
    wrong = any(block.get("itself") is False for block in blocks)
    return "what stands after `as` was not the object that was entered" if wrong else None


def _reads_twice(run: Run) -> str | None:
    for number, block in enumerate(run.notes.get("blocks", [])):
        place = f" of block {number + 1}" if number else ""
        if "read on entry" not in block:
            return None  # it was not reached
        entered, left = block["read on entry"] - 2 * number, block["read on exit"] - 2 * number
        if entered != 1:
            return f"the clock had been read {_times(entered)} on the entry{place}"
        if block.get("read inside", 1) != 1 or block["read at last"] != block["read on exit"]:
            return "looking at `elapsed` read the clock"
        if left != 2:
            return f"the clock had been read {_times(left - 1)} on the exit{place}"
    return None


def _times(number: int) -> str:
    return {0: "not at all", 1: "once", 2: "twice"}.get(number, f"{number} times")


def _none_yet(run: Run) -> str | None:
    if run.notes.get("before") is not None:
        return f"before the first block `elapsed` was {run.notes['before']}"
    for block in run.notes.get("blocks", [])[:1]:
        if block.get("inside") is not None:
            return f"inside the first block `elapsed` was {block['inside']}"
    return None


def _elapsed_is(moments: list[Any], number: int, raises: bool) -> Callable[[Run], str | None]:
    """After the block of this number, from 1."""
    due = moments[2 * number - 1] - moments[2 * number - 2]

    def problem(run: Run) -> str | None:
        block = [*run.notes.get("blocks", []), *[{}] * number][number - 1]
        if "read on entry" not in block:
            return f"block {number} was not reached: {block.get('raised') or run.ended()}"
        if "raised" in block and not raises:
            return f"out of block {number} came {block['raised']}"
        for elapsed in (block.get("elapsed"), block.get("elapsed later")):
            if not _is_number(elapsed, due):
                return f"`elapsed` was {elapsed} after block {number}, not {due}"
        return None

    return problem


def _is_number(value: Any, due: float) -> bool:
    return type(value) in (int, float) and bool(value == due)


def _each_its_own(moments: list[Any]) -> Callable[[Run], str | None]:
    outer, inner, again = moments[3] - moments[0], moments[2] - moments[1], moments[5] - moments[4]
    due = {"inner": inner, "outer while it runs": None, "outer": outer, "inner again": again, "outer still": outer}

    def problem(run: Run) -> str | None:
        for name, value in due.items():
            found = run.notes.get(name, "nothing")
            if found is not None if value is None else not _is_number(found, value):
                return f"`elapsed` of the {name.split()[0]} one was {found}, not {value}"
        return None

    return problem


def _in_between(run: Run) -> str | None:
    elapsed = run.notes.get("elapsed")
    if type(elapsed) not in (int, float):
        return f"`elapsed` was {elapsed}"
    if run.notes["at least"] - 0.001 <= elapsed <= run.notes["at most"] + 0.001:
        return None
    return f"`elapsed` was {elapsed} after a block of {run.notes['at least']:.4f} seconds"


# -- 3.2 class Database(connect)

OPENS = Requirement(
    "Opens a connection for the block",
    "Entering calls `connect()`, without arguments, and keeps what it gives. Any object can be a connection, one that "
    "is false in a boolean test too: ask `is None`.",
)
DELEGATES = Requirement(
    "Hands the call to the connection",
    "`execute(sql, parameters=())` calls the connection's own `execute` with both, always: two positional arguments, "
    "as they came.",
)
RESULT = Requirement(
    "Returns what execute gave",
    "What the connection's `execute` returns is what your caller waits for, whatever it is. Return it.",
)
COMMITS = Requirement(
    "Commits a good block",
    "A block that ended without an error is committed, once, before the connection is closed. What was rolled back or "
    "not committed is lost.",
)
NO_COMMIT = Requirement(
    "Commits nothing after an error",
    "Half a piece of work is worse than none. `__exit__` is told what the block raised: any error at all, Ctrl-C too, "
    "means that nothing is committed.",
)
ROLLS_BACK = Requirement(
    "Rolls back after any error",
    "When the block raised, whatever it was (`KeyboardInterrupt` is no `Exception`), call `rollback()`, before the "
    "connection is closed.",
)
BLOCKS_ERROR = Requirement(
    "The block's error is what comes out",
    "Why the block failed is what your caller has to know. An `Exception` from the rollback or the close that follows "
    "must not take its place.",
)
COMMITS_ERROR = Requirement(
    "The error of commit is what comes out",
    "When the commit fails, the work is lost, and your caller has to know why. A close that fails after it is the "
    "smaller evil, and must not hide it.",
)
BY_HAND = Requirement(
    "Works by hand too",
    "`open()`, `execute(...)` and `close()` do without a `with` what they say. The connection is open from `open()` to "
    "`close()`.",
)
ONLY_CLOSES = Requirement(
    "Closing by hand only closes",
    "`close()` does not know whether the work was good, so it neither commits nor rolls back. Only the end of a block "
    "knows.",
)
CLOSED_IS_CLOSED = Requirement(
    "Closing what is not open does nothing",
    "Whoever closes twice, to be sure, must not be punished, nor who closes what was never opened: no error, and the "
    "connection is left alone.",
)
CLOSE_FAILED = Requirement(
    "A close that raised is over",
    "A connection whose `close()` raised is closed all the same, and is not asked again. Forget it before you close "
    "it: then it is forgotten whatever happens.",
)
REFUSES_CLOSED = Requirement(
    "Refuses to execute when it is not open",
    "Before it is opened, after it was closed, and after a failed opening there is no connection to ask. Say so with a "
    "`RuntimeError`.",
)
REFUSES_OPEN = Requirement(
    "Refuses to open what is open",
    "A second connection in the place of the first would leave the first one open for ever. Opening and entering raise "
    "`RuntimeError` while it is open, before anything else.",
)
STAYS_USABLE = Requirement(
    "A refusal changes nothing",
    "After a refused opening, the connection that was open still is: it can be used, and ends as it would have ended.",
)
ONLY_EXECUTES = Requirement(
    "Execute does nothing else",
    "A statement ends nothing, not even one that fails: the caller may handle its error and go on with the same "
    "connection, and a block that handled its errors is a good block.",
)
CLOSES = Requirement(
    "Closes the connection, whatever fails",
    "The commit can fail, and the rollback too; then the line below is not reached. A close that has to happen on "
    "every way out belongs in `finally`.",
)
REOPENS = Requirement(
    "Can be opened again",
    "After an end of any kind, a failed one too, the same object may be opened once more, and gets a new connection.",
)


class Closed(Exception):
    """What a connection raises that is used after it was closed."""


class Trouble(Exception):
    """A second error, of a close that follows a commit or rollback that failed."""


class Connect(Handed):
    """Gives a connection, and keeps a log of what is done with all that it gave: the call, and whether it took
    effect."""

    def __init__(self, world: Any, equal: bool, troubled: bool) -> None:
        super().__init__(equal)
        self.world = world
        self.equal = equal
        self.troubled = troubled
        """Whether a close fails too, after a commit or a rollback that failed."""
        self.made: list[Connection] = []
        self.results: list[Handed] = []
        self.log: list[list[Any]] = []
        self.asked: tuple[Any, Any] = "", ()
        self.calls: list[str] = []
        self.fails = True
        """Whether what is done can be made to fail. A close always can."""

    def __call__(self) -> Connection:
        entry = ["connect", False]
        self.log.append(entry)
        if self.fails:
            self.world.step("connect()")
        self.made.append(Connection(self))
        entry[1] = True
        return self.made[-1]

    def tell(self, seen: dict[str, Any]) -> None:
        """Put into `seen` what has been done since the last time."""
        seen["log"], self.log = self.log, []
        seen["calls"] = [problem for problem in self.calls if problem]
        seen["to step"] = len(self.world.steps)
        seen["left open"] = not all(connection.closed for connection in self.made)
        self.calls.clear()

    def names(self) -> list[str]:
        """What was called since the last `tell`."""
        return [name for name, _ in self.log]


class Connection(Closable):
    """Its `execute` expects what was asked of the answer."""

    def __init__(self, connect: Connect) -> None:
        super().__init__(connect.world, "connection", equal=connect.equal)
        self._connect = connect
        self._failed = False
        self.closed = False

    def _do(self, call: str) -> None:
        entry = [call, False]
        self._connect.log.append(entry)
        if self.closed:
            raise Closed(f"{call}() of a connection that was closed")
        try:
            if self._connect.fails:
                self._world.step(f"{call}()", "connection")
        except BaseException:
            self._failed = self._failed or call != "execute"
            raise
        entry[1] = True

    def execute(self, *arguments: Any, **named: Any) -> Any:
        """Say how it was called, and give a new result."""
        self._connect.calls.append(_how_called(arguments, named, self._connect.asked))
        self._do("execute")
        self._connect.results.append(Handed(self._connect.equal))
        return self._connect.results[-1]

    def commit(self) -> Any:
        """As it says."""
        self._do("commit")
        return "this means nothing"

    def rollback(self) -> Any:
        """As it says."""
        self._do("rollback")
        return "this means nothing"

    def close(self) -> Any:
        """As it says."""
        self._connect.log.append(["close", True])
        self.closed = True
        super().close()
        if self._connect.troubled and self._failed:
            self._world.injected["close"] = Trouble("close() failed too")
            raise self._world.injected["close"]
        return "this means nothing"


def _how_called(arguments: tuple[Any, ...], named: dict[str, Any], asked: tuple[Any, Any]) -> str:
    """What is wrong with a call of the connection's `execute`; empty when nothing is."""
    if named or len(arguments) != 2:
        by_name = f" and {len(named)} by name" if named else ""
        return f"the connection's execute got {len(arguments)} positional arguments{by_name}, not 2"
    sql, parameters = asked
    if type(arguments[0]) is not str or arguments[0] != sql:
        return f"the connection's execute got other SQL: {str(arguments[0])[:60]}"
    if type(arguments[1]) is not type(parameters) or arguments[1] != parameters:
        return f"the connection's execute got the parameters {str(arguments[1])[:60]}, not {parameters}"
    return ""


def _execute(database: Any, connect: Connect, seen: dict[str, Any], sql: str, *parameters: Any, **named: Any) -> None:
    """Asks the answer to execute something, and looks at what it returns."""
    connect.asked = sql, (named["parameters"] if named else parameters[0] if parameters else ())
    seen["given"] = seen.get("given", 0) + 1
    before = len(connect.results)
    result = database.execute(sql, *parameters, **named)
    got = len(connect.results) == before + 1 and result is connect.results[-1]
    if not got:
        seen.setdefault("other result", repr(result)[:60])


def _execute_all(
    database: Any, connect: Connect, seen: dict[str, Any], sql: list[Any], handles: bool
) -> BaseException | None:
    """Executes the statements, in each of the ways that there are. If it `handles` their errors, it gives the first."""
    handled: BaseException | None = None
    try:
        for number, (statement, parameters) in enumerate(sql):
            try:
                if number == 0:
                    _execute(database, connect, seen, statement)
                elif number == 1:
                    _execute(database, connect, seen, statement, parameters)
                else:
                    _execute(database, connect, seen, statement, parameters=parameters)
            except BaseException as error:
                if not handles:
                    raise
                handled = handled or error
    finally:
        seen["inside"] = connect.names()
    return handled


def _in_block(
    database: Any, connect: Connect, seen: dict[str, Any], sql: list[Any], block: bool = False, handles: bool = False
) -> None:
    """Uses the answer in a `with`; a statement that fails is handled, and its error raised after the block, if
    `handles`."""
    handled: BaseException | None = None
    seen.update({"from step": len(connect.world.steps), "block": "", "handles": handles})
    try:
        with database as given:
            seen["itself"] = given is database
            seen["block"] = "failed"
            handled = _execute_all(database, connect, seen, sql, handles)
            if block:
                connect.world.block()
            seen["block"] = "good"
    except BaseException as error:
        seen["raised"] = _shown(error)
        raise
    finally:
        connect.tell(seen)
    if handled is not None:
        raise handled


def transact(answer: Any, world: Any, sql: list[Any], equal: bool, handles: bool, troubled: bool) -> None:
    """Uses the answer for a block, asks for what it has to refuse, and uses it for another block."""
    connect = Connect(world, equal, troubled)
    database = answer(connect)
    world.not_yet()
    first: dict[str, Any] = {}
    again: dict[str, Any] = {}
    world.note("first", first)
    failed: BaseException | None = None
    try:
        _in_block(database, connect, first, sql, True, handles)
    except BaseException as error:
        failed = error
    connect.fails = False
    first["executed when closed"] = _attempt(database.execute, "SELECT 1")
    connect.log.clear()
    world.note("again", again)
    try:
        _in_block(database, connect, again, [["SELECT 1", []]])
    except BaseException as error:
        failed = failed or error
    if failed is not None:
        raise failed


def use_by_hand(answer: Any, world: Any, sql: list[Any], equal: bool) -> None:
    """Opens, executes and closes, twice; then a block. What a statement raises is handled, and raised at the end."""
    connect = Connect(world, equal, False)
    database = answer(connect)
    world.not_yet()
    before: dict[str, Any] = {}
    again: dict[str, Any] = {}
    rounds: list[dict[str, Any]] = []
    world.note("before", before)
    world.note("rounds", rounds)
    _close_again(database, connect, before)
    failed: BaseException | None = None
    for statements in (sql, sql[:1]):
        seen: dict[str, Any] = {}
        rounds.append(seen)
        try:
            _by_hand(database, connect, seen, statements)
        except BaseException as error:
            failed = failed or error
        connect.fails = False
        _close_again(database, connect, seen)
    world.note("again", again)
    try:
        _in_block(database, connect, again, [["SELECT 1", []]])
    except BaseException as error:
        failed = failed or error
    _close_again(database, connect, again)
    if failed is not None:
        raise failed


def _by_hand(database: Any, connect: Connect, seen: dict[str, Any], sql: list[Any]) -> None:
    seen.update({"from step": len(connect.world.steps), "handles": True})
    try:
        database.open()
        seen["opened"] = True
        handled = _execute_all(database, connect, seen, sql, True)
        database.close()
    except BaseException as error:
        seen["raised"] = _shown(error)
        raise
    finally:
        connect.tell(seen)
    if handled is not None:
        raise handled


def _close_again(database: Any, connect: Connect, seen: dict[str, Any]) -> None:
    """Asks for what has to do nothing, or has to be refused, when it is not open."""
    try:
        database.close()
    except Exception as error:
        if error is connect.world.injected.get("fault"):
            raise
        seen["closed again"] = f"{_shown(error)} came out of close()"
    if connect.log and "closed again" not in seen:
        seen["closed again"] = f"{connect.names()[0]}() of the connection was called"
    seen["executed when closed"] = _attempt(database.execute, "SELECT 1")
    connect.log.clear()


def misuse(answer: Any, world: Any, sql: list[Any], by_hand: bool, equal: bool) -> None:
    """Opens and enters what is open already, and then goes on."""
    connect = Connect(world, equal, False)
    database = answer(connect)
    world.not_yet()
    seen: dict[str, Any] = {}
    world.note("seen", seen)

    def enter() -> None:
        with database:
            seen["entered"] = True

    def try_and_go_on() -> None:
        _execute(database, connect, seen, *sql[0])
        seen["goes on"] = True
        for what, attempt in (("opening", database.open), ("entering", enter)):
            seen[what] = _attempt(attempt)
            seen["connected"] = connect.names().count("connect") > 1
            _execute(database, connect, seen, *sql[1])

    try:
        if by_hand:
            database.open()
            try_and_go_on()
            database.close()
        else:
            with database:
                try_and_go_on()
    finally:
        connect.tell(seen)


def _database(draw: Draw) -> Iterator[Scenario]:
    def statements() -> list[Any]:
        name, price = draw.text(1, last_newline=False), draw.randrange(1, 10**6)
        return [
            [f"DELETE FROM orders WHERE id > {price}", []],
            ["INSERT INTO orders VALUES (?, ?)", [name, price]],
            ["INSERT INTO orders VALUES (:name, :price)", {"name": name, "price": price}],
        ]

    def block(
        when: str,
        kind: str = "",
        number: int = 1,
        *,
        equal: bool,
        handles: bool = False,
        troubled: bool = False,
        faults: bool = True,
    ) -> Scenario:
        return Scenario(
            when,
            [
                _unless_early(ITSELF, _of_each(_not_itself, "first")),
                _unless_early(DELEGATES, _of_each(_delegates, "first")),
                _unless_early(RESULT, _of_each(_result, "first")),
                _unless_early(OPENS, _block_was_reached),
                *ending,
                *([] if kind else [_unless_early(OPENS, ends_well(OPENS).problem)]),
            ],
            [statements()[:number], equal, handles, troubled],
            drive=f"{__name__}:transact",
            block=kind,
            faults=faults,
            expect_after_fault=ending,
        )

    ending = [
        _unless_early(ONLY_EXECUTES, _of_each(_only_executes, "first")),
        _unless_early(CLOSES, _closes),
        _unless_early(NO_COMMIT, _of_each(_commits_nothing, "first")),
        _unless_early(ROLLS_BACK, _of_each(_rolls_back, "first")),
        _unless_early(COMMITS, _of_each(_commits, "first")),
        _unless_early(BLOCKS_ERROR, _blocks_error),
        _unless_early(COMMITS_ERROR, _commits_error),
        _unless_early(CLOSE_FAILED, _of_each(_close_failed, "first")),
        _unless_early(REFUSES_CLOSED, _of_each(_refuses_closed, "first")),
        _unless_early(REOPENS, _reopens),
    ]
    yield block("a good block", number=3, equal=True)
    yield block("a block without a statement", number=0, equal=False, faults=False)
    yield block("a block that raises UnforeseenError", "UnforeseenError", equal=False)
    yield block("a block that raises KeyboardInterrupt", "KeyboardInterrupt", equal=True)
    yield block(
        "a block that raises OSError (and a close that fails after a failed rollback)",
        "OSError",
        equal=True,
        troubled=True,
    )
    yield block(
        "a block that handles what a statement raises (and a close that fails after a failed commit)",
        number=2,
        equal=False,
        handles=True,
        troubled=True,
    )
    after_by_hand = [
        _unless_early(ONLY_EXECUTES, _of_each(_only_executes, "rounds")),
        _unless_early(ONLY_CLOSES, _of_each(_only_closes, "rounds")),
        _unless_early(CLOSE_FAILED, _of_each(_close_failed, "rounds", "again")),
        _unless_early(CLOSED_IS_CLOSED, _of_each(_closed_again, "before", "rounds", "again")),
        _unless_early(REFUSES_CLOSED, _of_each(_refuses_closed, "before", "rounds", "again")),
        _unless_early(REOPENS, _reopens),
    ]
    yield Scenario(
        "opening and closing by hand, twice, and then a block",
        [
            _unless_early(BY_HAND, _works_by_hand),
            _unless_early(DELEGATES, _of_each(_delegates, "rounds")),
            _unless_early(RESULT, _of_each(_result, "rounds")),
            *after_by_hand,
            _unless_early(BY_HAND, ends_well(BY_HAND).problem),
        ],
        [statements()[1:], True],
        drive=f"{__name__}:use_by_hand",
        faults=True,
        expect_after_fault=after_by_hand,
    )
    for when, by_hand in (("opening and entering what is open", True), ("opening and entering in the block", False)):
        yield Scenario(
            when,
            [
                _unless_early(BY_HAND if by_hand else OPENS, _goes_on),
                _unless_early(REFUSES_OPEN, _of_each(_refuses_open, "seen")),
                _unless_early(STAYS_USABLE, _stays_usable(by_hand)),
            ],
            [statements()[1:], by_hand, by_hand],
            drive=f"{__name__}:misuse",
        )


def _unless_early(requirement: Requirement, problem: Callable[[Run], str | None]) -> Expectation:
    """Whoever acquires too early breaks much else by it; that is then left undecided."""

    def later(run: Run) -> str | None:
        never_made = "early" not in run.notes and run.raised is not None and bool(run.raised["injected"])
        return None if never_made or run.notes.get("early") else problem(run)

    return Expectation(requirement, later)


def _of_each(problem: Callable[[Run, dict[str, Any]], str | None], *names: str) -> Callable[[Run], str | None]:
    """The first problem among what the driver noted under these names: each one use of the answer, or a list of
    them."""

    def first(run: Run) -> str | None:
        found = [run.notes[name] for name in names if name in run.notes]
        uses = [use for each in found for use in (each if isinstance(each, list) else [each])]
        return next((what for use in uses if (what := problem(run, use))), None)

    return first


def _undisturbed(run: Run, use: dict[str, Any]) -> bool:
    """Whether the fault, if there is one, was not in this use of the answer."""
    return run.fault is None or not use.get("from step", 0) < run.fault.step <= use.get("to step", 0)


def _calls(use: dict[str, Any], call: str, *, well: bool = False) -> int:
    """How often something was called (and took effect)."""
    return sum(name == call and (took_effect or not well) for name, took_effect in use.get("log", []))


def _names(use: dict[str, Any]) -> list[str]:
    return [str(name) for name, _ in use.get("log", [])]


def _comes_after(use: dict[str, Any], late: str, early: str) -> bool:
    """Whether `late` was called after `early` (both for the first time)."""
    names = _names(use)
    return late in names and early in names and names.index(late) > names.index(early)


def _not_itself(_: Run, use: dict[str, Any]) -> str | None:
    return "what stands after `as` was not the object that was entered" if use.get("itself") is False else None


def _block_was_reached(run: Run) -> str | None:
    first = run.notes.get("first", {})
    if first.get("block") != "good" and not run.report.said["block"]:
        return f"the end of the block was not reached: {first.get('raised') or run.ended()}"
    connects = _calls(first, "connect", well=True)
    return None if connects == 1 else f"connect was called {_times(connects)}"


def _delegates(_: Run, use: dict[str, Any]) -> str | None:
    if use.get("calls"):
        return str(use["calls"][0])
    due, executed = use.get("given", 0), _calls(use, "execute", well=True)
    if executed == due or str(use.get("raised")).startswith("RuntimeError"):
        return None  # or it was thought not to be open
    reason = f": {use['raised']} came out" if "raised" in use else ""
    return f"{executed} of {due} statements reached the connection{reason}"


def _result(_: Run, use: dict[str, Any]) -> str | None:
    if "other result" not in use:
        return None
    return f"execute returned {use['other result']} instead of what the connection's execute had returned"


def _only_executes(_: Run, use: dict[str, Any]) -> str | None:
    other = next((name for name in use.get("inside", []) if name not in ("connect", "execute")), None)
    if other is not None:
        return f"{other}() was called before the block had ended"
    if use.get("handles") and _calls(use, "execute") < use.get("given", 0):
        return "a statement failed, and the next one did not reach the connection"
    return None


def _closes(run: Run) -> str | None:
    """Ctrl-C is another question."""
    first = run.notes.get("first", {})
    if not first.get("left open") or "KeyboardInterrupt" in (run.fault and run.fault.error, run.scenario.block):
        return None
    return "close() was not called at the end of the block"


def _commits_nothing(_: Run, use: dict[str, Any]) -> str | None:
    if use.get("block") != "failed" or not _calls(use, "commit"):
        return None
    return "commit() was called after a block that had raised"


def _rolls_back(_: Run, use: dict[str, Any]) -> str | None:
    if use.get("block") != "failed":
        return None
    if not _calls(use, "rollback"):
        return "rollback() was not called after a block that had raised"
    if _comes_after(use, "rollback", "close"):
        return "rollback() was called after close()"
    took_effect = _calls(use, "rollback", well=True)
    return f"rollback() was called {_times(took_effect)}" if took_effect > 1 else None


def _commits(run: Run, use: dict[str, Any]) -> str | None:
    if use.get("block") != "good":
        return None
    commits, well = _calls(use, "commit"), _calls(use, "commit", well=True)
    if not commits or well > 1 or (commits > 1 and run.raised is not None):
        return f"commit() was called {_times(commits)} after a good block"
    if _comes_after(use, "commit", "close"):
        return "commit() was called after close()"
    if _comes_after(use, "commit", "rollback"):
        return "rollback() was called before commit()"
    if well and _calls(use, "rollback"):
        return "rollback() was called, although the block and the commit were good"
    if run.raised is None and not well:
        return "commit() had failed, and nobody was told"
    return None


def _blocks_error(run: Run) -> str | None:
    """It is not hidden by a rollback or close that failed, unless that was ended by Ctrl-C."""
    if run.raised is None or (run.fault is not None and run.fault.error == "KeyboardInterrupt"):
        return None
    return blocks_error_passes(BLOCKS_ERROR).problem(run)


def _commits_error(run: Run) -> str | None:
    first = run.notes.get("first", {})
    if first.get("block") != "good" or run.raised is None or run.raised["injected"] != "close":
        return None
    return f"{run.ended()} instead of the error of commit()" if _calls(first, "commit") else None


def _refuses_closed(_: Run, use: dict[str, Any]) -> str | None:
    """What was never closed is another question."""
    problem = use.get("executed when closed")
    return f"{problem} when it had to execute and was not open" if problem and not use.get("left open") else None


def _close_failed(run: Run, use: dict[str, Any]) -> str | None:
    if run.fault is None or not run.fault.release or _undisturbed(run, use):
        return None
    return _closed_again(run, use) or _refuses_closed(run, use)


def _only_closes(_: Run, use: dict[str, Any]) -> str | None:
    other = next((name for name in _names(use) if name in ("commit", "rollback")), None)
    return f"{other}() was called, and there was no block" if other else None


def _closed_again(_: Run, use: dict[str, Any]) -> str | None:
    """What was never closed is another question."""
    if "closed again" not in use or use.get("left open"):
        return None
    return f"{use['closed again']} when it was not open"


def _works_by_hand(run: Run) -> str | None:
    rounds = run.notes.get("rounds", [])
    if not rounds:
        return run.ended()
    first = rounds[0]
    if not first.get("opened"):
        return f"{first.get('raised')} came out of open()"
    connects = _calls(first, "connect", well=True)
    if connects != 1:
        return f"open() called connect {_times(connects)}"
    return None if _calls(first, "close") else "close() did not close the connection"


def _reopens(run: Run) -> str | None:
    """What was never closed is another question."""
    rounds, again = run.notes.get("rounds", []), run.notes.get("again", {})
    if any(use.get("left open") for use in [run.notes.get("first", {}), *rounds, again]):
        return None
    for use in [*rounds[1:], again]:
        if use and _undisturbed(run, use):
            if "raised" in use:
                return f"the next time {use['raised']} came out"
            if _calls(use, "connect") != 1:
                return f"the next time connect was called {_times(_calls(use, 'connect'))}"
            if "block" in use and _names(use)[1:4] != ["execute", "commit", "close"]:
                return f"the next block called {', '.join(_names(use))}"
    return None


def _goes_on(run: Run) -> str | None:
    return None if run.notes.get("seen", {}).get("goes on") else run.ended()


def _refuses_open(_: Run, use: dict[str, Any]) -> str | None:
    if use.get("entered"):
        return "the block was entered, although it was open already"
    if use.get("connected"):
        return "connect was called once more, although it was open already"
    for what in ("opening", "entering"):
        if use.get(what):
            return f"{use[what]} on {what} what was open"
    return None


def _stays_usable(by_hand: bool) -> Callable[[Run], str | None]:
    due = ["connect", *["execute"] * 3, *([] if by_hand else ["commit"]), "close"]

    def problem(run: Run) -> str | None:
        if run.raised is not None:
            return f"afterwards {run.ended()}"
        names = _names(run.notes["seen"])
        return None if names[: len(due)] == due else f"in all {', '.join(names)} were called, not {', '.join(due)}"

    return problem


# -- 3.3 class Pair(acquire_a, acquire_b)

GIVES_PAIR = Requirement(
    "Gives both to the block",
    "Entering calls each of the two functions once, without arguments, and what stands after `as` is the tuple `(a, "
    "b)`, in this order, whatever the two are.",
)
HALF_ENTERED = Requirement(
    "Closes a when b cannot be acquired",
    "An entry that raises is no entry, and so nobody calls `__exit__`. What `__enter__` has acquired until then it has "
    "to close itself.",
)


OPEN_INSIDE = Requirement(
    "Both are open in the block",
    "What a `with` inside `__enter__` holds is closed when that `with` ends, and that is before the block begins. "
    "`stack.pop_all()` takes it out of an `ExitStack`, for `__exit__` to close.",
)
WHATEVER_B_RAISES = Requirement(
    "Closes a whatever acquire_b raises",
    "There are more kinds of error than those that have a name here: each subclass of `BaseException` is one. Do not "
    "list them.",
)


class StrangeError(BaseException):
    """An error of which no answer can have heard."""


class Resource(Closable):
    """Knows its name, and whether it is closed."""

    def __init__(self, world: Any, kind: str, name: str, *, equal: bool) -> None:
        super().__init__(world, kind, name, equal=equal)
        self.name = name
        self.closed = False

    def close(self) -> Any:
        """As it says."""
        self.closed = True
        return super().close()


class Acquire(Handed):
    """Acquires a resource each time it is called; or raises an error of a strange kind."""

    def __init__(self, world: Any, names: str, equal: bool, strange: bool = False) -> None:
        super().__init__(equal)
        self._world = world
        self._names = list(names)
        self._strange = strange
        self.called = ""
        self.made: list[Resource] = []

    def __call__(self) -> Resource:
        name = self._names[min(len(self.called), len(self._names) - 1)]
        self._world.step(f"acquire_{name}()")
        self.called += name
        if self._strange:
            self._world.injected["block"] = StrangeError("raised by the check")
            raise self._world.injected["block"]
        self.made.append(Resource(self._world, "resource", name, equal=self._equal))
        return self.made[-1]


def pair(answer: Any, world: Any, equal: bool, strange: bool, one: bool) -> None:
    """Uses the answer once, with two functions or with `one` for both."""
    acquire_a = Acquire(world, "ab" if one else "a", equal)
    acquire_b = acquire_a if one else Acquire(world, "b", equal, strange)
    manager = answer(acquire_a, acquire_b)
    world.not_yet()
    world.note("reached", False)
    try:
        with manager as given:
            world.note("reached", True)
            world.note("given", _given(given))
            made = acquire_a.made + ([] if one else acquire_b.made)
            world.note("closed inside", [resource.name for resource in made if resource.closed])
            world.block()
    finally:
        world.note("called", acquire_a.called + ("" if one else acquire_b.called))


def _given(given: Any) -> list[str]:
    """What stands after `as`: its type, and the names of the resources in it."""
    if not isinstance(given, tuple):
        return [type(given).__name__]
    return ["tuple", *(thing.name if isinstance(thing, Resource) else type(thing).__name__ for thing in given)]


def _pair(_: Draw) -> Iterator[Scenario]:
    def scenario(
        when: str, *, equal: bool = True, strange: bool = False, one: bool = False, block: str = ""
    ) -> Scenario:
        expect = [_unless_early(GIVES_PAIR, _gives_pair), _unless_early(OPEN_INSIDE, _open_inside)]
        if strange:
            expect = [_unless_early(WHATEVER_B_RAISES, _closes_a)]
        elif not block:
            expect.append(_unless_early(GIVES_PAIR, ends_well(GIVES_PAIR).problem))
        return Scenario(
            when,
            expect,
            [equal, strange, one],
            drive=f"{__name__}:pair",
            block="StrangeError" if strange else block,
            faults=True,
            expect_after_fault=[_unless_early(HALF_ENTERED, _half_entered)],
        )

    yield scenario("a good block")
    yield scenario("resources that equal nothing", equal=False)
    yield scenario("one function that acquires both", one=True)
    for kind in BLOCKS:
        yield scenario(f"a block that raises {kind}", block=kind)
    yield scenario("an acquire_b that raises a StrangeError, a BaseException of its own kind", strange=True)


def _gives_pair(run: Run) -> str | None:
    if not run.notes.get("reached"):
        return f"the block was not reached: {run.ended()}"
    given, called = run.notes["given"], run.notes["called"]
    one_for_both = run.scenario.arguments[2]
    if sorted(called) != ["a", "b"]:
        return f"acquire_a was called {_times(called.count('a'))}, and acquire_b {_times(called.count('b'))}"
    if given == ["tuple", "a", "b"] or (one_for_both and given == ["tuple", "b", "a"]):
        return None
    return f"it gave a {given[0]}" + (f" of {' and '.join(given[1:])}" if given[1:] else "")


def _open_inside(run: Run) -> str | None:
    closed = run.notes.get("closed inside")
    return f"{closed[0]} was closed before the block began" if closed else None


def _half_entered(run: Run) -> str | None:
    """Any ordinary error; those that are no `Exception` are another question."""
    fault = run.fault
    if fault is None or fault.name != "acquire_b()" or fault.error == "KeyboardInterrupt":
        return None
    return "a was still open" if run.report.said["open"] else None


def _closes_a(run: Run) -> str | None:
    return "a was still open" if run.report.said["open"] else None


# -- 3.4 class ReentrantGuard(lock)

OUTERMOST_ENTRY = Requirement(
    "Only the outermost entry acquires",
    "Entered once more while it is entered, the guard has the lock already. How many entries are open is a number, and "
    "belongs to this guard. What `acquire()` returns means nothing.",
)
OUTERMOST_EXIT = Requirement(
    "Only the outermost exit releases",
    "When an inner block ends, with an error too, the outer one goes on and still needs the lock. Count the entries, "
    "and release when the count comes back to 0.",
)
RELEASES = Requirement(
    "The outermost exit releases",
    "Whatever way the block has ended, the exit that brings the count back to 0 releases the lock. An exit counts as "
    "one, with an error too.",
)
NO_ENTRY = Requirement(
    "Refuses an exit without an entry",
    "Who leaves more often than he entered has made a mistake, and `RuntimeError` says so before anything is released "
    "or counted.",
)
STILL_USABLE = Requirement(
    "Can be used after a refused exit",
    "An exit that was refused has not happened, and so must not be counted: a count below 0 makes the next entry the "
    "wrong one.",
)
FAILED_ACQUIRE = Requirement(
    "A failed acquire is no entry",
    "When `acquire()` raises, nobody is inside. The count may go up only after the lock is held, so that the next exit "
    "is refused and the next entry acquires.",
)
FAILED_RELEASE = Requirement(
    "A failed release is an exit",
    "When `release()` raises, the guard has been left all the same. Let the count go down before you release, so that "
    "the next entry acquires again.",
)
USED_AGAIN = Requirement(
    "Can be entered again",
    "After the outermost exit all is as in the beginning: the next entry acquires the lock anew, and its exit releases "
    "it. So it is after a block that raised.",
)


class Lock(Handed):
    """Has `acquire` and `release`, and counts them."""

    def __init__(self, world: Any, gives: Any, equal: bool, name: str = "") -> None:
        super().__init__(equal)
        self._world = world
        self._gives = gives
        self._name = name
        self.refuses = False
        """Whether `release` raises a `RuntimeError`, as that of a real lock may, the next time."""
        self._lives: list[Any] = []
        self.fails = True
        """Whether it can be made to fail, and what is not released is reported. Otherwise it only counts."""
        self.acquired = 0
        self.released = 0
        self.held = 0

    def acquire(self) -> Any:
        """Hold it once more."""
        if self.fails:
            self._world.step("acquire()", f"the lock {self._name}".strip())
            self._lives.append(self._world.lend("the lock", self._name, in_order=False))
        self.acquired += 1
        self.held += 1
        return self._gives

    def release(self) -> Any:
        """Hold it once less."""
        self.released += 1
        self.held = max(0, self.held - 1)
        by_luck = False
        if self._lives:
            life = self._lives.pop()
            self._world.take_back(life, "release()")
            by_luck = life.how is Release.LUCK
        if self.refuses and not by_luck:
            self.refuses = False
            self._world.injected["block"] = RuntimeError("raised by the check")
            raise self._world.injected["block"]
        return "this means nothing"

    def counts(self) -> list[int]:
        """How often it was acquired and released, and how often it is held."""
        return [self.acquired, self.released, self.held]


def guard_nested(answer: Any, world: Any, depth: int, gives: Any, equal: bool, handled_at: int) -> None:
    """Enters the guard again and again, twice on each level but the innermost; what that one's block raises is handled
    on the level `handled_at` (0: nowhere). Then it enters it once more, and exits without an entry; unless the lock is
    still held."""
    lock = Lock(world, gives, equal)
    guard = answer(lock)
    world.not_yet()
    inside: list[list[int]] = []
    failed: list[BaseException] = []
    world.note("inside", inside)

    def enter(level: int) -> None:
        with guard:
            inside.append(lock.counts())
            if level == depth:
                world.block()
                return
            try:
                enter(level + 1)
            except BaseException as error:
                if level != handled_at:
                    raise
                failed.append(error)
            inside.append(lock.counts())
            with guard:
                inside.append(lock.counts())
            inside.append(lock.counts())

    try:
        enter(1)
    except BaseException as error:
        failed.append(error)
        world.note("raised", _shown(error))
    world.note("after", lock.counts())
    lock.fails = False
    if not lock.held:
        _enter_once(world, guard, lock, "again")
    if not lock.held:
        _exit_too_often(world, guard, lock)
    if failed:
        raise failed[0]


def _enter_once(world: Any, guard: Any, lock: Lock, name: str) -> None:
    """Enters a guard that is not entered; `name` is that of the note."""
    before = lock.counts()
    seen: list[list[int]] = []
    world.note(name, seen)

    def look() -> None:
        seen.append([now - then for now, then in zip(lock.counts(), before, strict=True)])

    with guard:
        look()
    look()


def _exit_too_often(world: Any, guard: Any, lock: Lock) -> None:
    """Exits without an entry, and then enters."""
    released, error = lock.released, KeyError("raised by the check")
    world.note("exits", [_attempt(guard.__exit__, *how) for how in ((None, None, None), (KeyError, error, None))])
    world.note("released by them", lock.released - released)
    _enter_once(world, guard, lock, "still")


def guard_fresh(answer: Any, world: Any, equal: bool) -> None:
    """Exits without an entry in the beginning."""
    lock = Lock(world, True, equal)
    guard = answer(lock)
    world.not_yet()
    lock.fails = False
    _exit_too_often(world, guard, lock)


def guard_refused(answer: Any, world: Any, equal: bool) -> None:
    """Uses the guard with a lock whose `release` raises a `RuntimeError`, and then once more."""
    lock = Lock(world, True, equal)
    lock.refuses = True
    guard = answer(lock)
    world.not_yet()
    failed: BaseException | None = None
    try:
        with guard:
            pass
    except BaseException as error:
        failed = error
    lock.fails = False
    _enter_once(world, guard, lock, "again")
    if failed is not None:
        raise failed


def guard_two(answer: Any, world: Any, equal: bool) -> None:
    """Enters two guards, each with a lock of its own, in turn."""
    locks = [Lock(world, None, equal, name) for name in ("1", "2")]
    one, two = map(answer, locks)
    world.not_yet()
    inside: list[list[int]] = []
    world.note("two inside", inside)
    with one, two, one, two:
        inside.extend(lock.counts() for lock in locks)
    inside.extend(lock.counts() for lock in locks)


def _reentrant_guard(draw: Draw) -> Iterator[Scenario]:
    def nested(
        when: str,
        depth: int,
        gives: Any,
        *,
        equal: bool = True,
        handled_at: int = 0,
        block: str = "",
        faults: bool = False,
    ) -> Scenario:
        after = [
            _unless_early(OUTERMOST_ENTRY, _only_one_acquire),
            _unless_early(OUTERMOST_EXIT, _only_one_release),
            _unless_early(RELEASES, _is_released),
            _unless_early(FAILED_ACQUIRE, _after_failed("acquire()")),
            _unless_early(FAILED_RELEASE, _after_failed("release()")),
            _unless_early(USED_AGAIN, _enters("again")),
            _unless_early(NO_ENTRY, _exits_are_refused),
            _unless_early(STILL_USABLE, _enters("still")),
        ]
        return Scenario(
            when,
            [*after, *([] if block else [_unless_early(USED_AGAIN, ends_well(USED_AGAIN).problem)])],
            [depth, gives, equal, handled_at],
            drive=f"{__name__}:guard_nested",
            block=block,
            faults=faults,
            expect_after_fault=after,
        )

    yield nested("one block", 1, True, faults=True)
    yield nested("blocks twelve deep", 12, draw.choice([False, None, 0]), faults=True)
    for kind in BLOCKS:
        yield nested(f"one block that raises {kind}", 1, True, equal=False, block=kind, faults=True)
        yield nested(f"an innermost block of three that raises {kind}", 3, True, block=kind)
        yield nested(f"an inner block that raises {kind}, which is handled", 3, False, handled_at=2, block=kind)
    yield Scenario(
        "an exit before any entry",
        [
            _unless_early(NO_ENTRY, _exits_are_refused),
            _unless_early(STILL_USABLE, _enters("still")),
            ends_well(STILL_USABLE),
        ],
        [False],
        drive=f"{__name__}:guard_fresh",
    )
    yield Scenario(
        "two guards with two locks, in turn",
        [_unless_early(OUTERMOST_ENTRY, _each_its_lock), ends_well(OUTERMOST_ENTRY)],
        [True],
        drive=f"{__name__}:guard_two",
    )
    yield Scenario(
        "a lock whose release() raises a RuntimeError",
        [_unless_early(FAILED_RELEASE, _enters("again"))],
        [False],
        drive=f"{__name__}:guard_refused",
        block="RuntimeError",
    )


def _only_one_acquire(run: Run) -> str | None:
    """As far as it is not due to a release that came too early."""
    inside = run.notes.get("inside", [])
    if not inside and not run.report.said["injected"]:
        return f"the block was not reached: {run.notes.get('raised') or run.ended()}"
    for acquired, released, held in inside:
        if released:
            return None
        if not held and run.fault is not None:
            return "the block was entered, although acquire() had failed"
        if acquired != 1:
            return f"inside the block acquire() had been called {_times(acquired)}"
    if "raised" in run.notes and run.fault is None and not run.scenario.block:
        return f"{run.notes['raised']} came out"
    return None


def _only_one_release(run: Run) -> str | None:
    """That it is released at all is another question."""
    if any(released for _, released, _ in run.notes.get("inside", [])):
        return "release() was called before the outermost block had ended"
    _, released, _ = run.notes.get("after", [0, 0, 0])
    return f"release() was called {_times(released)}" if released > 1 else None


def _is_released(run: Run) -> str | None:
    """Ctrl-C is another question."""
    _, _, held = run.notes.get("after", [0, 0, 0])
    if not held or "KeyboardInterrupt" in (run.fault and run.fault.error, run.scenario.block):
        return None
    return "the lock was still held when the outermost block had ended"


def _after_failed(call: str) -> Callable[[Run], str | None]:
    def problem(run: Run) -> str | None:
        if run.fault is None or run.fault.name != call:
            return None
        if call == "acquire()" and run.notes["after"][1] > run.notes["after"][0]:
            return "release() was called, although acquire() had failed"
        return _enters("again")(run) or _exits_are_refused(run)

    return problem


def _enters(name: str) -> Callable[[Run], str | None]:
    def problem(run: Run) -> str | None:
        seen = run.notes.get(name)
        if seen is None or seen == [[1, 0, 1], [1, 1, 0]]:
            return None
        if len(seen) < 2:
            return f"the next block ended early: {run.ended()}"
        acquired, released, _ = seen[-1]
        return f"the next time acquire() was called {_times(acquired)}, and release() {_times(released)}"

    return problem


def _exits_are_refused(run: Run) -> str | None:
    if run.notes.get("released by them"):
        return "release() was called by an exit without an entry"
    problem = next((problem for problem in run.notes.get("exits", []) if problem), None)
    return f"{problem} at an exit without an entry" if problem else None


def _each_its_lock(run: Run) -> str | None:
    """That they are released at all is another question."""
    due = [[1, 0, 1], [1, 0, 1], [1, 1, 0], [1, 1, 0]]
    if run.notes.get("two inside") == due or (run.report.said["open"] and run.raised is None):
        return None
    return run.ended() if run.raised else "the two locks were not acquired and released once each"


EXERCISES = [
    Exercise("3.1", _timer),
    Exercise("3.2", _database),
    Exercise("3.3", _pair),
    Exercise("3.4", _reentrant_guard),
]
