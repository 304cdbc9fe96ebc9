"""Lesson 7: what is asked of the answers to 7.1, 7.2 and 7.3; the others are in `async_pools`."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Coroutine, Iterator, Sequence
from typing import Any

from leakproof.exercises import async_pools
from leakproof.judging.general import NOT_SWALLOWED
from leakproof.judging.handed import Handed
from leakproof.judging.inside import UnforeseenError, make_error
from leakproof.judging.scenarios import (
    ASYNC_BLOCKS,
    Draw,
    Exercise,
    Expectation,
    Requirement,
    Run,
    Scenario,
)
from leakproof.judging.values import type_name

STOPPING = 2.0
"""Seconds that a release goes on for when it is cancelled."""

# -- what is released by a call that takes a while

ENDS_WELL = Requirement(
    "A good block ends well",
    "Nothing failed and nobody cancelled anything, and yet an exception came out. Read it from its last line upwards: "
    "it says what your code did that it may not do there.",
)
AWAITED = Requirement(
    "Awaits the close",
    "Calling an `async` function only makes a coroutine: nothing of it is carried out until somebody awaits it.",
)
CLOSED_IN_TIME = Requirement(
    "The close is over when the block is left",
    "Starting a close is not closing: a task that nobody waits for is still at work when the block is long over. "
    "Whatever way leads out of the block, it has to lead past the end of the close.",
)
NOT_STOPPED = Requirement(
    "The close comes to its end",
    "A close takes as long as it takes. What is stopped half way has not closed: await it without a time limit, and "
    "do not let the failure of another one cancel it.",
)


class Slow(Handed):
    """What has to be released by a call that takes a while; it notes how far that is."""

    def __init__(
        self, world: Any, kind: str, name: str = "", *, equal: bool = True, in_order: bool = True, seconds: float = 1.0
    ) -> None:
        super().__init__(equal)
        self._world = world
        self._life = world.lend(kind, name, in_order)
        self._seconds = seconds
        self.state = {"calls": 0, "begun": 0, "over": 0, "stopped": 0}
        self.fail: Callable[[], None] | None = None
        """Raises at the end of the release."""

    def release(self, call: str) -> Coroutine[Any, Any, str]:
        """What the method that releases it does; `call` is its name."""
        self.state["calls"] += 1
        return self._release(call)

    async def _release(self, call: str) -> str:
        """It counts as released from the beginning on, but must not be left alone before it is over."""
        self.state["begun"] += 1
        self._world.release(self._life, call)
        target = f"{self._life.kind} {self._life.name}".strip()
        try:
            await self._world.wait(call, target, release=True, seconds=self._seconds, cancelled="half way")
            if self.fail is not None:
                self.fail()
        except asyncio.CancelledError:
            await asyncio.sleep(STOPPING)
            self.state["stopped"] += 1
            raise
        finally:
            self.state["over"] += 1
        return "this means nothing"


class Closable(Slow):
    """Such a thing with an asynchronous `close`."""

    def close(self) -> Coroutine[Any, Any, str]:
        """Release it, when this is awaited."""
        return self.release("close()")


async def note_closes(world: Any, made: Sequence[Slow]) -> None:
    """Stands right after the block: notes how far each close is now; and later, if one is not over."""
    world.note("closes", [dict(each.state) for each in made])
    if any(each.state["over"] < each.state["calls"] for each in made):
        await asyncio.sleep(1000)
    world.note("closes later", [dict(each.state) for each in made])


def closes(call: str) -> list[Expectation]:
    """What must have become of each close, whatever happened: `call` is its name for a reader."""

    def not_stopped(run: Run) -> str | None:
        cancelled = run.fault is not None and run.fault.error == "CancelledError" and run.fault.release
        stopped = any(each["stopped"] for each in run.notes.get("closes later", []))
        return f"{call} was stopped before it was over" if stopped and not cancelled else None

    def awaited(run: Run) -> str | None:
        forgotten = any(each["calls"] > each["begun"] == 0 for each in run.notes.get("closes later", []))
        return f"{call} was called, and what it gave was not awaited: nothing was closed" if forgotten else None

    def in_time(run: Run) -> str | None:
        now, later = run.notes.get("closes", []), run.notes.get("closes later", [])
        for number, each in enumerate(now):
            if each["begun"] > each["over"]:
                return f"{call} was still under way when the block had been left"
            if number < len(later) and later[number]["begun"] > each["begun"]:
                return f"{call} only began when the block had been left"
        return None

    return [Expectation(NOT_STOPPED, not_stopped), Expectation(AWAITED, awaited), Expectation(CLOSED_IN_TIME, in_time)]


def ends_well(run: Run) -> str | None:
    """If nothing was made to fail, nothing may be raised."""
    return run.ended() if run.raised and not run.report.said["block"] else None


def _block(kind: str) -> str:
    return "a block that is cancelled" if kind == "CancelledError" else f"a block that raises {kind}"


def _is_swallowed(run: Run) -> str | None:
    """Who is cancelled has to end, even if the work could be done another way."""
    cancelled = run.fault is not None and run.fault.error == "CancelledError"
    return f"a cancellation was lost: {run.ended()}" if cancelled and run.raised is None else None


# -- 7.1 class AsyncResource(connect)

GIVES = Requirement(
    "Gives what connect gave",
    "`as` is for the resource itself: await `connect()` and return its result from `__aenter__`.",
)
CONNECTS_ONCE = Requirement(
    "Awaits connect once",
    "Each entry needs one resource: call `connect()` once, await it, and keep what it gives for the exit.",
)
USED_AGAIN = Requirement(
    "Can be used again",
    "The same object is entered again when its last block is over, however that one ended. Connect anew on every "
    "entry, and let nothing remain from the entry before.",
)


async def use_resource(answer: Any, world: Any, plan: list[str], equal: bool, seconds: float) -> None:
    """Enters the answer once for each word of the plan, which says what fails: connect, the block, close or nothing.
    What comes out of any but the last one is not asked here. Notes what it gave, and how far each close was when the
    block had been left."""
    calls: list[str] = []
    made: list[Closable] = []
    gave: list[bool] = []
    world.note("calls", calls)
    world.note("gave", gave)

    def connect() -> Coroutine[Any, Any, Closable]:
        calls.append("connect()")
        return connecting()

    async def connecting() -> Closable:
        await world.wait("connect()", seconds=seconds)
        if planned == "connect":
            fail()
        made.append(Closable(world, "resource", str(len(made) + 1), equal=equal, seconds=seconds))
        made[-1].fail = fail if planned == "close" else None
        return made[-1]

    def fail() -> None:
        error = world.injected["block"] = make_error("UnforeseenError")
        raise error

    manager = answer(connect)
    world.not_yet(calls)
    try:
        for number, planned in enumerate(plan, 1):
            try:
                async with manager as resource:
                    gave.append(bool(made) and resource is made[-1])
                    if planned == "block":
                        fail()
                    if len(plan) == 1:
                        await world.async_block()
            except Exception:
                if number == len(plan):
                    raise
    finally:
        await note_closes(world, made)


def _connects(times: int) -> Callable[[Run], str | None]:
    def problem(run: Run) -> str | None:
        calls = len(run.notes.get("calls", []))
        if run.fault is not None or calls <= times:
            return None
        return f"connect() was called {calls} times for {times} {'entry' if times == 1 else 'entries'}"

    return problem


def _gave(times: int) -> Callable[[Run], str | None]:
    def problem(run: Run) -> str | None:
        gave = run.notes.get("gave", [])
        if run.raised is not None:
            return run.ended()
        return None if gave == [True] * times else "`as` did not give what `connect()` had just given"

    return problem


def _gave_again(times: int) -> Callable[[Run], str | None]:
    """Who connects too early cannot do so again; that is the mistake."""
    gave = _gave(times)
    return lambda run: None if run.notes.get("early") else gave(run)


def _async_resource(_: Draw) -> Iterator[Scenario]:
    always = closes("close()")
    drive = f"{__name__}:use_resource"
    well = [
        Expectation(NOT_STOPPED, always[0].problem),
        Expectation(ENDS_WELL, ends_well),
        *always[1:],
        Expectation(CONNECTS_ONCE, _connects(1)),
        Expectation(GIVES, _gave(1)),
    ]
    after = [*always, Expectation(NOT_SWALLOWED, _is_swallowed)]
    yield Scenario("a good block", well, [["well"], True, 1.0], drive=drive, faults=True, expect_after_fault=after)
    yield Scenario("a connect and a close that take two minutes", well, [["well"], False, 120.0], drive=drive)
    for kind in ASYNC_BLOCKS:
        yield Scenario(_block(kind), always, [["well"], False, 1.0], drive=drive, block=kind)
    for when, plan in (
        ("two blocks, one after the other", ["well", "well"]),
        ("a block after one that raised", ["block", "well"]),
        ("a block after a connect that failed", ["connect", "well"]),
        ("a block after a close that failed", ["close", "well"]),
    ):
        blocks = sum(planned != "connect" for planned in plan)
        again = [Expectation(USED_AGAIN, _gave_again(blocks)), Expectation(CONNECTS_ONCE, _connects(2)), *always]
        kind = "" if plan[0] == "well" else "UnforeseenError"
        yield Scenario(when, again, [plan, False, 1.0], drive=drive, block=kind, suppresses=True)


# -- 7.2 transaction(connection)

WORDS = Requirement(
    "Sends BEGIN, COMMIT and ROLLBACK",
    "These three strings, in capitals and with nothing added, each as the only argument of `execute`.",
)
EACH_AWAITED = Requirement(
    "Awaits each statement",
    "Calling `execute` only makes a coroutine: nothing is sent until somebody awaits it.",
)
EACH_IN_TIME = Requirement(
    "Each statement is over in time",
    "Go on only when the statement before has ended: await it, on a cancellation too. What a task or a `shield` still "
    "sends when the block is over, nobody waits for.",
)
EACH_TO_ITS_END = Requirement(
    "Each statement comes to its end",
    "A statement takes as long as it takes. Await it without a time limit: a rollback that is stopped half way has "
    "rolled nothing back.",
)
BEGIN_FIRST = Requirement(
    "BEGIN comes before the block",
    "Await `BEGIN` on entering, once: what the block sends before it is in no transaction.",
)
NOTHING_AFTER_BEGIN = Requirement(
    "After a failed BEGIN nothing is sent",
    "When `BEGIN` fails there is no transaction to roll back. Keep it out of the `try`, and let its error pass.",
)
COMMITS = Requirement(
    "Commits a good block",
    "When the block ends without an error the transaction ends with `COMMIT`, and with nothing else.",
)
COMMITS_NOTHING = Requirement(
    "Commits nothing after an error",
    "Half of the work is what a transaction is there to prevent. `COMMIT` is for blocks that raised nothing at all.",
)
ROLLS_BACK = Requirement(
    "Rolls back when the block raises",
    "What the block had sent would otherwise wait in the open transaction, until the next `COMMIT` on this connection "
    "makes it last.",
)
ROLLS_BACK_ON_CANCEL = Requirement(
    "Rolls back when cancelled",
    "A cancellation, and a timeout at the place where it arrives, is a `CancelledError`, and that is no `Exception`: "
    "only `except BaseException` or `finally` sees it.",
)
ROLLS_BACK_ON_INTERRUPT = Requirement(
    "Rolls back on Ctrl-C too",
    "`KeyboardInterrupt` is no `Exception`, and so `except Exception` does not see it: `except BaseException` does, "
    "and so does `finally`.",
)
ROLLS_BACK_COMMIT = Requirement(
    "Rolls back when COMMIT fails",
    "A failed `COMMIT` leaves the transaction open. What is in `else` is not protected by the `except` above it: put "
    "the `COMMIT` where its error is caught, too.",
)
EACH_ONCE = Requirement(
    "Sends each statement once",
    "One `ROLLBACK` ends the transaction, and a second one finds none. See that only one of your ways out sends it, "
    "and do not try a failed statement again.",
)
CALLERS_ERROR = Requirement(
    "The caller's error is what comes out",
    "What the block raised, or else `COMMIT`, is what your caller has to know. If `ROLLBACK` then fails with an "
    "`Exception`, let the first error pass all the same.",
)
TIMEOUT_STAYS = Requirement(
    "A timeout stays a timeout",
    "`asyncio.timeout` turns the cancellation that it made into `TimeoutError`. It can do that only if the very "
    "cancellation passes, and nobody cancels the task once more.",
)
STAYS_OPEN = Requirement(
    "Leaves the connection open",
    "The connection belongs to your caller, who has more to send. Only the transaction is yours to end.",
)
GIVES_CONNECTION = Requirement(
    "Gives the connection",
    "`as` is for the connection itself: the very object that you were given.",
)
BLOCK = "the block"
"""Stands in the log of statements where the block was entered."""


class SqlConnection(Handed):
    """Notes what is sent; `where` something is to fail besides the steps: in the block, or at COMMIT. Steps are BEGIN
    and COMMIT, or if something else fails, ROLLBACK."""

    def __init__(self, world: Any, where: str, equal: bool, seconds: float, interrupt: bool) -> None:
        super().__init__(equal)
        self._interrupt = interrupt
        self.log: list[dict[str, Any]] = []
        self.closed = 0
        self.left = False
        self._world = world
        self._where = where
        self._seconds = {"BEGIN": 2 * seconds, "COMMIT": 5 * seconds, "ROLLBACK": seconds}

    def execute(self, sql: Any) -> Coroutine[Any, Any, str]:
        """Send a statement, when this is awaited."""
        name = sql if isinstance(sql, str) else repr(type(sql))
        entry = {"sql": name, "state": "called", "stopped": False}
        self.log.append(entry)
        return self._send(name, entry)

    async def _send(self, sql: str, entry: dict[str, Any]) -> str:
        entry["state"] = "under way"
        try:
            await self._carry_out(sql)
        except asyncio.CancelledError:
            await asyncio.sleep(STOPPING)
            entry["stopped"] = True
            raise
        finally:
            entry["state"] = "over"
        return "this means nothing"

    async def _carry_out(self, sql: str) -> None:
        seconds = self._seconds.get(sql, 1.0)
        if (sql == "ROLLBACK") == bool(self._where):
            tried = "never" if sql == "ROLLBACK" else "at once"
            await self._world.wait(f'execute("{sql}")', seconds=seconds, cancelled=tried)
        elif sql == "COMMIT" == self._where and self._can_fail_here():
            await self._world.async_block(seconds)
        else:
            await asyncio.sleep(seconds)

    def _can_fail_here(self) -> bool:
        """A `KeyboardInterrupt` comes only to the task that runs the answer; and nothing, when the block is over."""
        return not self.left and (not self._interrupt or asyncio.current_task() is self._world.main)

    async def close(self) -> None:
        """Only noted: nobody asked for it."""
        self.closed += 1

    aclose = close


async def use_transaction(answer: Any, world: Any, where: str, equal: bool, seconds: float, interrupt: bool) -> None:
    """Enters the answer, with something that fails `where`, and notes what was sent."""
    connection = SqlConnection(world, where, equal, seconds, interrupt)
    log = connection.log
    manager = answer(connection)
    world.not_yet(f'execute("{entry["sql"]}")' for entry in log)
    limit = asyncio.timeout(1000 * seconds if where == "timeout" else None)
    try:
        async with limit, manager as given:
            world.note("gave", given is connection)
            world.note("at the block", [dict(entry) for entry in log])
            log.append({"sql": BLOCK, "state": "over", "stopped": False})
            if where == "timeout":
                world.injected["block"] = make_error("CancelledError")
                await asyncio.sleep(2000 * seconds)
            elif where == "block":
                await world.async_block(seconds)
            else:
                await asyncio.sleep(seconds)
    except TimeoutError as error:
        if limit.expired():
            world.injected["block"] = error
        raise
    finally:
        world.note("log", [dict(entry) for entry in log])
        world.note("closed", connection.closed)
        connection.left = True
        if any(entry["state"] != "over" for entry in log):
            await asyncio.sleep(10 * seconds)
        world.note("log later", [dict(entry) for entry in log])


def _sent(run: Run) -> list[str]:
    """What was sent by the time the block had been left, in order; and where the block was."""
    return [entry["sql"] for entry in run.notes.get("log", [])]


def _after_block(run: Run) -> list[str] | None:
    """What was sent after the block was entered; ``None`` if it was not."""
    sent = _sent(run)
    return sent[sent.index(BLOCK) + 1 :] if BLOCK in sent else None


def _list(sent: Sequence[str]) -> str:
    return ", ".join(sent) if sent else "nothing"


def _words(run: Run) -> str | None:
    other = [sql for sql in _sent(run) if sql not in ("BEGIN", "COMMIT", "ROLLBACK", BLOCK)]
    return f"{other[0]!r} was sent" if other else None


def _to_its_end(run: Run) -> str | None:
    """Who is cancelled while BEGIN or COMMIT is under way may stop it."""
    at_commit = run.scenario.block == "CancelledError" and run.scenario.arguments[0] == "COMMIT"
    cancelled = at_commit or (run.fault is not None and run.fault.error == "CancelledError")
    stopped = [entry["sql"] for entry in run.notes.get("log later", []) if entry["stopped"]]
    return f"{stopped[0]} was stopped before it was over" if stopped and not cancelled else None


def _each_awaited(run: Run) -> str | None:
    forgotten = [entry["sql"] for entry in run.notes.get("log later", []) if entry["state"] == "called"]
    return f'execute("{forgotten[0]}") was called, and what it gave was not awaited' if forgotten else None


def _each_in_time(run: Run) -> str | None:
    for entry in run.notes.get("at the block", []):
        if entry["state"] != "over":
            return f"{entry['sql']} was not over when the block began"
    now, later = run.notes.get("log", []), run.notes.get("log later", [])
    for entry in now:
        if entry["state"] != "over":
            return f"{entry['sql']} was not over when the block had been left"
    return f"{later[len(now)]['sql']} was sent when the block had been left" if len(later) > len(now) else None


def _begin_first(run: Run) -> str | None:
    sent = _sent(run)
    before = sent[: sent.index(BLOCK)] if BLOCK in sent else sent
    if before == ["BEGIN"] or (run.report.said["injected"] and before[:1] == ["BEGIN"]):
        return None
    return f"{_list(before)} was sent before the block"


def _nothing_after_begin(run: Run) -> str | None:
    """A BEGIN that a cancellation has not stopped did not fail, and may be rolled back."""
    if run.fault is None or '"BEGIN"' not in run.fault.name or _sent(run) == ["BEGIN"]:
        return None
    stopped = any(entry["stopped"] for entry in run.notes.get("log", []))
    if run.fault.error == "CancelledError" and not stopped and _sent(run) == ["BEGIN", "ROLLBACK"]:
        return None
    return f"{_list([sql for sql in _sent(run)[1:] if sql != BLOCK])} was sent after it"


def _commits(run: Run) -> str | None:
    sent = _after_block(run)
    if sent is None or run.report.said["block"] or run.report.said["injected"] or sent == ["COMMIT"]:
        return None
    return None if sent.count("COMMIT") > 1 else f"after a good block {_list(sent)} was sent"


def _commits_nothing(run: Run) -> str | None:
    failed = run.report.said["block"] and run.scenario.arguments[0] != "COMMIT"
    return "COMMIT was sent after it" if failed and "COMMIT" in (_after_block(run) or []) else None


def _rolls_back(run: Run) -> str | None:
    failed = run.report.said["block"] and run.scenario.arguments[0] != "COMMIT"
    return f"{_list(_after_block(run) or [])} was sent after it" if failed and "ROLLBACK" not in _sent(run) else None


def _rolls_back_commit(run: Run) -> str | None:
    kind = ""
    if run.report.said["block"] and run.scenario.arguments[0] == "COMMIT":
        kind = run.scenario.block
    elif run.fault is not None and run.report.said["injected"] and '"COMMIT"' in run.fault.name:
        kind = run.fault.error
    if not kind or kind == "CancelledError" or "ROLLBACK" in _sent(run):
        return None
    return "ROLLBACK was not sent after it"


def _each_once(run: Run) -> str | None:
    sent = _after_block(run) or []
    twice = [sql for sql in ("COMMIT", "ROLLBACK") if sent.count(sql) > 1]
    return f"{_list(sent)} was sent after the block" if twice else None


def _callers_error(run: Run) -> str | None:
    """The block's error, or else that of COMMIT; unless ROLLBACK raises what is no `Exception`."""
    if not run.report.said["block"] or run.raised is None or run.raised["injected"] == "block":
        return None
    if run.raised["injected"] and run.fault is not None and run.fault.error == "KeyboardInterrupt":
        return None
    whose = "COMMIT's" if run.scenario.arguments[0] == "COMMIT" else "the block's"
    return f"{run.ended()} instead of {whose} {run.scenario.block}"


def _timeout_stays(run: Run) -> str | None:
    if run.scenario.arguments[0] != "timeout" or run.raised is None or run.raised["type"] != _CANCELLED:
        return None
    return f"{run.ended()} where TimeoutError was due"


_CANCELLED = type_name(asyncio.CancelledError)


def _transaction(_: Draw) -> Iterator[Scenario]:
    drive = f"{__name__}:use_transaction"

    def always(rolls_back: Requirement) -> list[Expectation]:
        return [
            Expectation(WORDS, _words),
            Expectation(EACH_TO_ITS_END, _to_its_end),
            Expectation(ENDS_WELL, lambda run: ends_well(run) if run.fault is None else None),
            Expectation(EACH_AWAITED, _each_awaited),
            Expectation(EACH_IN_TIME, _each_in_time),
            Expectation(NOTHING_AFTER_BEGIN, _nothing_after_begin),
            Expectation(BEGIN_FIRST, _begin_first),
            Expectation(COMMITS, _commits),
            Expectation(COMMITS_NOTHING, _commits_nothing),
            Expectation(rolls_back, _rolls_back),
            Expectation(ROLLS_BACK_COMMIT, _rolls_back_commit),
            Expectation(EACH_ONCE, _each_once),
            Expectation(CALLERS_ERROR, _callers_error),
            Expectation(TIMEOUT_STAYS, _timeout_stays),
            Expectation(STAYS_OPEN, _stays_open),
        ]

    def scenario(when: str, where: str, kind: str = "", equal: bool = True, seconds: float = 1.0) -> Scenario:
        expect = always(_ROLLS_BACK_ON.get(kind, ROLLS_BACK))
        return Scenario(
            when,
            [*expect, Expectation(GIVES_CONNECTION, _gives_connection)],
            [where, equal, seconds, kind == "KeyboardInterrupt"],
            drive=drive,
            block=kind,
            faults=kind != "OSError" and equal,
            expect_after_fault=expect,
        )

    yield scenario("a good block", "", equal=False)
    for kind in ("UnforeseenError", "OSError", "CancelledError", "KeyboardInterrupt"):
        yield scenario(_block(kind), "block", kind)
    yield scenario("a timeout that comes in the block", "timeout", "CancelledError", equal=False)
    yield scenario("statements that fail", "")
    for kind in ASYNC_BLOCKS:
        what = "is cancelled" if kind == "CancelledError" else f"raises {kind}"
        yield scenario(f"a COMMIT that {what}", "COMMIT", kind)
    for what, kind in (("a good block", ""), ("a block that is cancelled", "CancelledError")):
        yield scenario(f"{what}, and statements that take minutes", "block", kind, equal=False, seconds=60.0)


_ROLLS_BACK_ON = {"CancelledError": ROLLS_BACK_ON_CANCEL, "KeyboardInterrupt": ROLLS_BACK_ON_INTERRUPT}


def _stays_open(run: Run) -> str | None:
    return "the connection was closed" if run.notes.get("closed") else None


def _gives_connection(run: Run) -> str | None:
    gave = run.notes.get("gave", True)
    return None if gave is True else "something else than the connection came out of `as`"


# -- 7.3 connect_all(hosts, connect)

AT_ONCE = Requirement(
    "Connects to all at the same time",
    "Who awaits one connect before beginning the next waits for the sum of all. Make a task for each host first, for "
    "all of them, and await them together.",
)
PATIENT = Requirement(
    "Waits as long as connecting takes",
    "Nobody has set a time limit. How long is too long is for your caller to say, who can put an `asyncio.timeout` "
    "around it.",
)
NO_HOSTS = Requirement(
    "Takes an empty list, too",
    "No hosts: then there is nothing to wait for, and `as` gives an empty list. `asyncio.wait` does not take an empty "
    "set of tasks.",
)
FOR_EACH_HOST = Requirement(
    "One connection for each host",
    "Call `connect` once for each place in the list. A host that is in it twice gets two connections: a dictionary or "
    "a set of hosts loses one.",
)
A_LIST = Requirement("Gives a list", "`as` is for a `list` of the connections, nothing else.")
HOSTS_ORDER = Requirement(
    "In the order of the hosts",
    "The first connection in the list is that of the first host, whichever was open first. Read the results from the "
    "tasks in the order in which you made them.",
)
HOSTS_KEPT = Requirement(
    "Leaves the list of hosts alone",
    "The list belongs to your caller, who may need it again. Walk it, and take nothing out.",
)
OTHERS_CANCELLED = Requirement(
    "Cancels the other connects",
    "When one connect fails, or you are cancelled, nobody needs the others any more. `gather` lets them run on: call "
    "`cancel()` on each of their tasks.",
)
OTHERS_AWAITED = Requirement(
    "Waits for what it cancels",
    "`cancel()` only asks. A task may need a while to clean up, and goes on after the block if nobody awaits it: "
    "`asyncio.gather(*tasks, return_exceptions=True)` waits for all.",
)
OPEN_ALL_THE_SAME = Requirement(
    "Closes what came open all the same",
    "A connect can succeed although it was cancelled. Look at each task once more when it is over: if it has a result, "
    "that is an open connection.",
)
FIRST_FAILURE = Requirement(
    "The first failure passes",
    "Several connects can fail, some of them only because you cancel them. Remember the error that came first, and "
    "raise that one.",
)
NO_GROUP = Requirement(
    "No group comes out",
    "A `TaskGroup` puts what fails in it into an `ExceptionGroup`, and your caller's `except OSError` then sees "
    "nothing. Raise the failure itself; and keep the block out of the group.",
)
BLOCKS_GROUP = Requirement(
    "The block's group passes as it is",
    "An `ExceptionGroup` that the block raises is your caller's, and none of your `TaskGroup`'s. Unpack groups only "
    "where you connect, not around the `yield`.",
)
CLOSES_EVERY = Requirement(
    "Closes every connection",
    "At the end `aclose()` is awaited on each connection that `connect` gave. A connection may be false, and equal to "
    "another one: ask neither.",
)
CLOSES_EACH = Requirement(
    "Closes each, even if a close fails",
    "Whatever a close raises, the others still have to be closed. Give each one a `try` of its own, or to an "
    "`AsyncExitStack`.",
)
STUBBORN = 3
"""Cancellations that a connect which comes open all the same can take."""


class Connection(Slow):
    """What `connect` gives."""

    host: str
    all_the_same = False
    """Whether it came open in spite of a cancellation."""

    def aclose(self) -> Coroutine[Any, Any, str]:
        """Release it, when this is awaited."""
        return self.release("aclose()")


class Network:
    """Gives connections as planned: for each host what becomes of the first connect, of the second, and so on."""

    def __init__(self, world: Any, plans: list[dict[str, Any]], equal: bool) -> None:
        self.called: list[str] = []
        self.attempts: list[dict[str, Any]] = []
        self.made: list[Connection] = []
        self.failures: list[BaseException] = []
        """What failing closes have raised."""
        self.left = False
        self._world = world
        self._plans = plans
        self._equal = equal

    def connect(self, host: str) -> Coroutine[Any, Any, Connection]:
        """Open a connection, when this is awaited."""
        number = self.called.count(host)
        self.called.append(host)
        plans = [plan for plan in self._plans if plan["host"] == host]
        return self._connect(plans[min(number, len(plans) - 1)])

    async def _connect(self, plan: dict[str, Any]) -> Connection:
        now = self._world.loop.time
        attempt = {"host": plan["host"], "began": now(), "ended": None, "cancelled": False, "failed": False}
        self.attempts.append(attempt)
        try:
            await self._open(plan, attempt)
        except BaseException:
            attempt["failed"] = True
            raise
        finally:
            attempt["ended"] = now()
        connection = Connection(
            self._world, "connection", plan["host"], equal=self._equal, in_order=False, seconds=plan["closing"]
        )
        connection.host, connection.all_the_same = plan["host"], attempt["cancelled"]
        if plan["then"] == "fails to close":
            connection.fail = self._fail_to_close
        self.made.append(connection)
        return connection

    def _fail_to_close(self) -> None:
        if not self.left:
            error = make_error("OSError")
            self.failures.append(error)
            self._world.injected.setdefault("block", error)
            self._world.injected[f"close {len(self.failures)}"] = error
            raise error

    async def _open(self, plan: dict[str, Any], attempt: dict[str, Any]) -> None:
        try:
            if plan["seconds"]:
                await self._world.wait("connect()", plan["host"], seconds=plan["seconds"])
            if plan["then"] == "fails":
                self._world.block()
        except asyncio.CancelledError:
            attempt["cancelled"] = True
            in_its_own_task = asyncio.current_task() is not self._world.main
            if plan["then"] == "comes open all the same" and in_its_own_task:
                await self._go_on(STOPPING)
                return
            if plan["then"] == "is slow to stop":
                await asyncio.sleep(STOPPING)
            if plan["then"] == "fails when cancelled":
                await asyncio.sleep(STOPPING)
                late = self._world.injected[f"late {plan['host']}"] = make_error("OSError")
                raise late from None
            raise

    async def _go_on(self, seconds: float) -> None:
        for _ in range(STUBBORN - 1):
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.sleep(seconds)
                return
        await asyncio.sleep(seconds)


async def use_connections(
    answer: Any, world: Any, hosts: list[str], plans: list[dict[str, Any]], where: str, equal: bool, moment: float
) -> None:
    """Enters the answer, with something that fails `where`, and notes what was opened, given and closed. The task is
    cancelled at the `moment`, if that is where."""
    network = Network(world, plans, equal)
    given: Any = None
    timer: asyncio.TimerHandle | None = None
    before = list(hosts)
    manager = answer(hosts, network.connect)
    world.not_yet(f"connect({host!r})" for host in network.called)
    if where == "cancelled":
        timer = world.loop.call_later(moment, _cancel, world)
    try:
        async with manager as given:
            if timer is not None:
                timer.cancel()
            world.note("entered at", world.loop.time())
            world.note("given", _describe(given, network.made))
            if where == "group":
                world.injected["block"] = ExceptionGroup("of the block", [UnforeseenError()] * int(moment))
                raise world.injected["block"]
            if where == "block":
                await world.async_block()
            else:
                await asyncio.sleep(1)
    except BaseExceptionGroup as group:
        if network.failures and all(any(error is each for each in network.failures) for error in group.exceptions):
            raise network.failures[0] from None  # nobody says that the errors of two closes may not be grouped
        raise
    finally:
        network.left = True
        world.note("calls", list(network.called))
        world.note("attempts", [dict(attempt) for attempt in network.attempts])
        world.note("hosts kept", hosts == before)
        if any(attempt["ended"] is None for attempt in network.attempts):
            await asyncio.sleep(1000)
        world.note("attempts later", [dict(attempt) for attempt in network.attempts])
        world.note("hosts", [connection.host for connection in network.made])
        world.note("all the same", [connection.all_the_same for connection in network.made])
        await note_closes(world, network.made)


def _cancel(world: Any) -> None:
    if world.main.cancel():
        world.injected["block"] = make_error("CancelledError")


def _describe(given: Any, made: Sequence[Connection]) -> dict[str, Any]:
    """Its type, and which of the connections are in it, by their numbers."""
    items = list(given) if type(given) in (list, tuple) else []
    numbers = [next((number for number, each in enumerate(made) if each is item), -1) for item in items]
    return {"type": type_name(type(given)), "numbers": numbers}


def _failed_at(run: Run) -> float | None:
    """When connecting failed or was cancelled; ``None``: it was not, or not by us."""
    if "entered at" in run.notes or run.raised is None:
        return None
    if run.fault is not None and run.report.said["injected"] and run.fault.error == "CancelledError":
        return 0.0
    if run.scenario.block == "CancelledError" and run.report.said["block"]:
        moment: float = run.scenario.arguments[4]
        return moment
    failures = [each["ended"] for each in run.notes.get("attempts", []) if each["failed"] and not each["cancelled"]]
    return min(failures, default=None)


def _others_cancelled(run: Run) -> str | None:
    failed_at = _failed_at(run)
    if failed_at is None:
        return None
    for each in run.notes.get("attempts later", []):
        went_on = each["ended"] is None or each["ended"] > failed_at + 0.5
        if went_on and not each["cancelled"]:
            return f"another connect, to {each['host']}, was under way, and was not cancelled"
    return None


def _others_awaited(run: Run) -> str | None:
    for each in run.notes.get("attempts", []):
        if each["ended"] is None:
            return f"connect({each['host']!r}) was cancelled, and still at work when the error came out"
    if len(run.notes.get("attempts later", [])) > len(run.notes.get("attempts", [])):
        return "a connect only began when the error had come out"
    return None


def _open_all_the_same(run: Run) -> str | None:
    states = zip(run.notes.get("all the same", []), run.notes.get("closes later", []), strict=False)
    if any(all_the_same and not state["calls"] for all_the_same, state in states):
        return "a connection that came open in spite of its cancellation was never closed"
    return None


def _is_group(run: Run) -> bool:
    return run.raised is not None and run.raised["type"] in ("ExceptionGroup", "BaseExceptionGroup")


def _no_group(run: Run) -> str | None:
    return run.ended() if run.raised is not None and _is_group(run) and not run.raised["injected"] else None


def _first_failure(run: Run) -> str | None:
    if run.raised is None or not run.raised["injected"].startswith("late"):
        return None
    return f"{run.ended()}: the error of a connect that failed later, when it was cancelled"


def _blocks_group(run: Run) -> str | None:
    if run.raised is None or run.raised["injected"] == "block":
        return None
    return f"{run.ended()} instead of the block's ExceptionGroup"


def _at_once(run: Run) -> str | None:
    if run.fault is not None or not run.notes.get("attempts"):
        return None
    attempts = run.notes["attempts"]
    first_end = min(each["ended"] or 0.0 for each in attempts)
    late = [each["host"] for each in attempts if each["began"] >= first_end]
    return f"connect({late[0]!r}) only began when another one was over" if late else None


def _for_each_host(run: Run) -> str | None:
    if run.fault is not None:
        return None
    calls, hosts = run.notes.get("calls", []), run.scenario.arguments[0]
    if sorted(calls) != sorted(hosts):
        return f"connect was called {len(calls)} times for {len(hosts)} hosts"
    numbers = run.notes.get("given", {}).get("numbers", [])
    return "a connection was in the list twice" if len(set(numbers) - {-1}) < len(numbers) - numbers.count(-1) else None


def _a_list(run: Run) -> str | None:
    kind = run.notes.get("given", {}).get("type", "list")
    return None if kind == "list" else f"`as` gave a value of the type {kind}"


def _hosts_order(run: Run) -> str | None:
    if "given" not in run.notes:
        return None
    of = [run.notes["hosts"][number] if number >= 0 else "something else" for number in run.notes["given"]["numbers"]]
    hosts = list(run.scenario.arguments[0])
    return None if of == hosts else f"the list held the connections of {', '.join(of) or 'no host'}"


def _hosts_kept(run: Run) -> str | None:
    return None if run.notes.get("hosts kept", True) else "the list was another one afterwards"


def _closes_every(run: Run) -> str | None:
    left = [state for state in run.notes.get("closes later", []) if not state["calls"]]
    return f"{len(left)} of {len(run.notes['closes'])} connections were never closed" if left else None


def _closes_each(run: Run) -> str | None:
    """After a failing close; one that was only cancelled has not failed."""
    failed = run.fault is not None and run.fault.release and run.fault.error != "CancelledError"
    return _closes_every(run) if failed or run.scenario.arguments[2] == "closes" else None


def _connect_all(draw: Draw) -> Iterator[Scenario]:
    names = [f"db-{number}.example" for number in draw.sample(range(10, 100), 40)]
    always = [
        Expectation(OTHERS_CANCELLED, _others_cancelled),
        Expectation(OTHERS_AWAITED, _others_awaited),
        Expectation(OPEN_ALL_THE_SAME, _open_all_the_same),
        *closes("aclose()"),
        Expectation(CLOSES_EACH, _closes_each),
        Expectation(NO_GROUP, _no_group),
        Expectation(FIRST_FAILURE, _first_failure),
    ]

    def scenario(
        when: str,
        plans: Sequence[tuple[float, str]],
        where: str = "",
        kind: str = "",
        *,
        ends: Requirement = ENDS_WELL,
        more: Sequence[Expectation] = (),
        hosts: Sequence[str] = names,
        faults: bool = False,
        moment: float = 0.0,
        closing: float = 1.0,
    ) -> Scenario:
        hosts = hosts[: len(plans)]
        jitter = draw.uniform(0.1, 0.4)
        planned = [
            {"host": host, "seconds": seconds and seconds + jitter, "then": then, "closing": closing + number % 3}
            for number, (host, (seconds, then)) in enumerate(zip(hosts, plans, strict=True))
        ]
        expect = [
            Expectation(ends, lambda run: ends_well(run) if run.fault is None else None),
            *always,
            Expectation(CLOSES_EVERY, _closes_every),
            Expectation(AT_ONCE, _at_once),
            Expectation(FOR_EACH_HOST, _for_each_host),
            Expectation(A_LIST, _a_list),
            Expectation(HOSTS_ORDER, _hosts_order),
            Expectation(HOSTS_KEPT, _hosts_kept),
        ]
        return Scenario(
            when,
            expect if not kind else [*more, *always],
            [list(hosts), planned, where, not kind, moment],
            drive=f"{__name__}:use_connections",
            block=kind,
            faults=faults,
            expect_after_fault=[*always, Expectation(NOT_SWALLOWED, _is_swallowed)],
        )

    plain, anyway, slow = "opens", "comes open all the same", "is slow to stop"
    yield scenario("two hosts", [(4, plain), (2, plain)])
    yield scenario("forty hosts", [(number % 5 + 1, plain) for number in range(40)])
    yield scenario("no hosts", [], ends=NO_HOSTS)
    twice = [names[0], names[1], names[0], names[2]]
    yield scenario(
        "four hosts, of which two are the same",
        [(6, plain), (2, anyway), (8, slow), (4, anyway)],
        hosts=twice,
        faults=True,
    )
    yield scenario("connects that take minutes", [(240, plain), (120, plain)], ends=PATIENT, closing=100.0)
    three = [(2, plain), (3, plain), (1, plain)]
    for kind in ASYNC_BLOCKS:
        yield scenario(_block(kind), three, "block", kind)
    group = [Expectation(BLOCKS_GROUP, _blocks_group)]
    for size in (1, 2):
        when = f"a block that raises an ExceptionGroup of {size}"
        yield scenario(when, three, "group", "ExceptionGroup", more=group, moment=size)
    yield scenario(
        "a connect that fails at once", [(0, plain), (0, "fails"), (5, slow), (0, plain)], "connect", "OSError"
    )
    second = "fails when cancelled"
    yield scenario(
        "a connect that fails, and others that fail when they are cancelled",
        [(9, second), (3, "fails"), (6, second), (1, plain)],
        "connect",
        "UnforeseenError",
    )
    yield scenario(
        "a task that is cancelled while some connections are open already",
        [(2, plain), (4, anyway), (8, anyway), (7, slow), (9, plain)],
        "cancelled",
        "CancelledError",
        moment=5.5,
    )
    fails = "fails to close"
    two_fail = [(1, plain), (2, fails), (3, plain), (4, fails), (5, plain)]
    yield scenario("two closes that fail", two_fail, "closes", "OSError")


EXERCISES = [
    Exercise("7.1", _async_resource),
    Exercise("7.2", _transaction),
    Exercise("7.3", _connect_all),
    *async_pools.EXERCISES,
]
