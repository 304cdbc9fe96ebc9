"""The last two exercises of lesson 7: a pool of connections, and a close that a cancellation cannot stop."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from leakproof.judging.general import NOT_SWALLOWED, RELEASED_ONCE, SAME_ERROR, WAITS
from leakproof.judging.handed import Handed
from leakproof.judging.scenarios import ASYNC_BLOCKS, Draw, Exercise, Expectation, Requirement, Run, Scenario

PATIENCE = 10_000.0
"""Virtual seconds after which a call that has not ended never will."""

Problem = tuple[Requirement, str]
"""What was broken, and how."""

# -- 7.4 class AsyncPool(factory, size)

ITSELF = Requirement(
    "Gives the pool itself",
    "In `async with AsyncPool(factory, size) as pool` the pool is what `__aenter__` returns: `return self`.",
)
GIVES = Requirement(
    "Gives a connection of the factory",
    "`async with pool.acquire() as connection` gives the very object that `await factory()` gave.",
)
ITS_OWN = Requirement(
    "Each pool has connections of its own",
    "Two pools have nothing to do with each other. What a pool remembers belongs to the object, `self`, and is made in "
    "`__init__`: a list in the class itself is shared by all.",
)
WORKS = Requirement(
    "Every task gets a connection in the end",
    "As long as the pool has not been left, whoever asks gets a connection, sooner or later, and no error of the pool.",
)
WHEN_NEEDED = Requirement(
    "Makes connections when they are needed",
    "A connection that nobody has asked for yet is not made yet: one for each `acquire()` that finds nothing idle.",
)
REUSES = Requirement(
    "Reuses what is idle",
    "Before a new connection is made, look whether one lies idle. One whose block ended well goes back to the idle "
    "ones.",
)
ALONE = Requirement(
    "Lends a connection to one task at a time",
    "Who gets a connection takes it out of the idle ones, until it comes back.",
)
SOUND = Requirement(
    "Never lends a broken connection",
    "Nobody knows in what state a connection is whose block raised, and a closed one is of no use. It does not go back "
    "to the idle ones.",
)
BROKEN_CLOSED = Requirement(
    "Closes a connection whose block raised",
    "Whatever it was that the block raised, a cancellation too, this connection is not used again: await its `close()` "
    "before the error passes.",
)
AWAITED = Requirement(
    "The close is over when the block is left",
    "Starting a close is not closing. Await it, where the connection came back or the pool is left, and let it end.",
)
MOST = Requirement(
    "Never more than size connections",
    "Idle, lent, being made, being closed: all of them count. Take a place before you make a connection, and give it "
    "back once, when the connection is gone.",
)
COUNTS_MAKING = Requirement(
    "A connection counts from the call of factory",
    "While one task awaits `factory()`, others ask for connections too. The place must be taken before the `await`, "
    "or all of them find it free.",
)
COUNTS_CLOSING = Requirement(
    "A connection counts until its close() is over",
    "A connection that is being closed still exists. Its place is free when `close()` has ended, and not before.",
)
HOLDS_UP = Requirement(
    "Making a connection holds up nobody else",
    "`factory()` may take long. Do not await it while you hold a lock that others need to take or to give back a "
    "connection.",
)
AT_ONCE = Requirement(
    "Whoever waits gets what comes free, at once",
    "When a connection comes back, or a place becomes free, and somebody waits, wake somebody who can use it.",
)
CANCELLED_WAITER = Requirement(
    "A cancelled waiter costs no place",
    "A waiter can be cancelled in the very moment in which it has been given something, and then nobody has it. On "
    "`CancelledError` hand on what was given to it, or wake the next one.",
)
FAILED_FACTORY = Requirement(
    "A failed factory costs no place",
    "Who has taken a place and then gets no connection, because `factory()` raised or was cancelled, gives the place "
    "back, and wakes somebody who waits for it.",
)
BROKEN_PLACE = Requirement(
    "A broken connection gives its place back",
    "When the broken connection is closed there is room for a new one. Whoever waits must be told.",
)
STAYS_CANCELLED = Requirement(
    "A cancelled task ends cancelled",
    "Who catches `CancelledError` to tidy up raises it again.",
)
IDLE_CLOSED = Requirement(
    "Leaving closes the idle connections at once",
    "When the pool is left, all connections that lie idle are closed, whatever one of these closes raises, before "
    "`__aexit__` is over, and without waiting for the lent ones.",
)
WHILE_LENT = Requirement(
    "Leaves a lent connection alone",
    "Somebody still works with it when the pool is left. It is closed when it comes back.",
)
LATE_CLOSED = Requirement(
    "Closes what comes back after the end",
    "When the pool has been left, a connection that comes back is not idle for anybody: await its `close()` where its "
    "block ends.",
)
WAITERS_TOLD = Requirement(
    "Leaving tells those who wait",
    "Nothing will come free for them any more. Wake them when the pool is left, all of them, and let each raise "
    "`RuntimeError`.",
)
REFUSES = Requirement(
    "Refuses to lend after the end",
    "A pool that has been left has nothing to lend: `acquire()`, or entering what it gave, raises `RuntimeError`, and "
    "`factory` is not called.",
)


ANOTHERS = -1
"""In place of the number of a connection: it belongs to another pool."""


class BlockError(Exception):
    """What a block raises here."""


class Connection(Handed):
    """Made by the factory of `pool`. Its `close` takes a while."""

    def __init__(self, pool: Pool, number: int, equal: bool) -> None:
        super().__init__(equal)
        self._pool, self._number = pool, number
        self._life = pool.world.lend("connection", str(number), in_order=False)

    async def close(self) -> Any:
        """Release it. It exists until this is over."""
        pool, number, how = self._pool, self._number, "interrupted"
        pool.event("closing", "", number)
        pool.closing.add(number)
        try:
            pool.world.release(self._life, "close()")
            how = await pool.passes("close()", f"connection {number}", True, pool.closing_seconds(number))
            if number in pool.plan["bad closes"] and number not in pool.broken:
                raise pool.error(f"close {number}")
        except asyncio.CancelledError:
            raise
        except BaseException:
            how = "failed"
            raise
        finally:
            pool.closing.discard(number)
            pool.event("closed", "", number, how)
        return "this means nothing"


class Pool:
    """One use of the answer, as `plan` says, and the `log` of what happened: moments, events, who did it to
    which connection, and how it went."""

    def __init__(self, world: Any, plan: dict[str, Any]) -> None:
        self.world, self.plan = world, plan
        self.log: list[list[Any]] = []
        self.surprises: list[BaseException] = []
        self.closing: set[int] = set()
        self.broken: set[int] = set()
        """Those whose block raised. Their closes do not fail too: the contract does not say what is due then."""
        self._loop = asyncio.get_running_loop()
        self._began = self._loop.time()
        self._made: list[tuple[int, Connection]] = []
        self._calls = self._making = 0
        self._errors: dict[str, BaseException] = {}
        self._tasks: dict[str, asyncio.Task[Any]] = {}
        self._state: dict[str, str] = {}
        self._numbers: dict[str, int] = {}
        self._left = False

    # -- what is handed in

    async def factory(self) -> Connection:
        """Makes the next connection, after a while, or fails."""
        self._calls += 1
        number = self._calls
        self._making += 1
        self.event("making", "", number)
        made = False
        try:
            await self.passes("factory()", "", False, self._of("making", number))
            if number in self.plan["bad factories"]:
                raise self.error(f"factory {number}")
            made = True
        finally:
            self._making -= 1
            if not made:
                self.event("not made", "", number)
        connection = Connection(self, number, self.plan["equal"])
        self._made.append((number, connection))
        self.event("made", "", number)
        return connection

    async def passes(self, name: str, target: str, release: bool, seconds: float) -> str:
        """So much time; in a run with steps it is one."""
        if self.plan["steps"]:
            await self.world.wait(name, target, release, seconds)
        elif seconds:
            await asyncio.sleep(seconds)
        return "well"

    def closing_seconds(self, number: int) -> float:
        """How long it takes to close this connection."""
        return self._of("closing", number)

    def error(self, name: str) -> BaseException:
        """The error of this name."""
        return self._errors.setdefault(name, BlockError(name))

    def _of(self, what: str, number: int) -> float:
        times: list[float] = self.plan[what]
        return times[(number - 1) % len(times)]

    # -- what is seen

    def event(self, what: str, who: str = "", number: int = 0, how: str = "") -> None:
        """Something has happened. What the plan has put off until then comes after some turns of the loop."""
        self.log.append([self._loop.time() - self._began, what, who, number, how])
        for each in self.plan["cancels"]:
            if each["on"] in ([what, who], [what, number]):
                self._after(each["turns"], each["who"])

    def _after(self, turns: int, who: str) -> None:
        if turns:
            self._loop.call_soon(self._after, turns - 1, who)
        else:
            self._cancel(who)

    def _cancel(self, who: str) -> None:
        """Only in a block, at a step, or while it waits: nothing else is simulated."""
        at_a_step = self._state.get(who) in ("waits", "holds") or self._numbers.get(who) in self.closing - self.broken
        if at_a_step and not self._tasks[who].done():
            self.event("cancel", who)
            self._tasks[who].cancel()

    def _name(self, error: BaseException | None) -> str:
        if error is None:
            return "well"
        for name, each in self._errors.items():
            if error is each:
                return name
        if isinstance(error, asyncio.CancelledError):
            return "CancelledError"
        return "RuntimeError" if isinstance(error, RuntimeError) else type(error).__name__

    # -- what is done

    async def use(self, pool: Any, who: str, body: Callable[[], Any], lease: Any = None) -> None:
        """One block of `pool`, in which `body` is awaited."""
        failure: BaseException | None = None
        self._state[who] = "waits"
        self.event("asks", who)
        try:
            async with pool.acquire() if lease is None else lease as connection:
                number = next((number for number, each in self._made if each is connection), 0)
                if number == 0 and isinstance(connection, Connection):
                    number = ANOTHERS
                self._state[who], self._numbers[who] = "holds", number
                self.event("gets", who, number)
                try:
                    await body()
                except BaseException:
                    self._state[who] = "returns"
                    self.broken.add(number)
                    self.event("breaks", who, number)
                    raise
                self._state[who] = "returns"
                self.event("gives back", who, number)
        except BaseException as error:
            failure = error
            raise
        finally:
            self._state[who] = "is done"
            self.event("returned", who, self._numbers.get(who, 0), self._name(failure))
            refused = self._left and isinstance(failure, RuntimeError)
            if failure is not None and not refused and not isinstance(failure, asyncio.CancelledError | BlockError):
                self.surprises.append(failure)

    async def _work(self, pool: Any, who: str, task: dict[str, Any]) -> None:
        async def body() -> None:
            await asyncio.sleep(task["hold"])
            if task["raises"]:
                raise self.error(who)

        lease = None
        if task["early"]:
            lease = pool.acquire()
        await asyncio.sleep(task["start"])
        try:
            await self.use(pool, who, body, lease)
        except Exception:
            return  # it is in the log

    async def _own(self, pool: Any) -> None:
        failure: BaseException | None = None
        try:
            async with pool as gave:
                self.event("entered", how="itself" if gave is pool else "another")
                workers = {
                    who: asyncio.create_task(self._work(pool, who, task), name=f"task {who} of the check")
                    for who, task in self.plan["tasks"].items()
                }
                self._tasks |= workers
                if self.plan["leave"]:
                    await asyncio.sleep(self.plan["leave"])
                else:
                    await asyncio.wait(workers.values())
                    while self._making and self._loop.time() < self._began + PATIENCE:
                        await asyncio.sleep(1)
                self._left = True
                self.event("leaves")
                if self.plan["leaves by"] == "error":
                    raise self.error("owner")
                if self.plan["leaves by"] == "CancelledError":
                    self._tasks["owner"].cancel()
                    await asyncio.sleep(1)
        except BaseException as error:
            failure = error
        self.event("left", how=self._name(failure))
        if failure is not None and not isinstance(failure, asyncio.CancelledError | BlockError):
            self.surprises.append(failure)

    async def run(self, answer: Any) -> bool:
        """The whole plan. Says whether everything came to its end."""
        pool = answer(self.factory, self.plan["size"])
        self._tasks["owner"] = owner = asyncio.create_task(self._own(pool), name="task owner of the check")
        await asyncio.wait({owner}, timeout=PATIENCE)
        _, late = await asyncio.wait(self._tasks.values(), timeout=PATIENCE)
        self.event("end")
        for task in late:
            task.cancel()
        if late:
            await asyncio.wait(late, timeout=PATIENCE)
        return not late


async def use_pools(answer: Any, world: Any, plans: list[dict[str, Any]], together: bool) -> None:
    """Carries out `plans`, one after another or all `together`. Notes what happened in each."""
    logs: list[list[list[Any]]] = []
    world.note("logs", logs)
    world.disturbed = any(_is_disturbed(plan) for plan in plans)
    kept: list[Pool] = []
    for group in [plans] if together else [[plan] for plan in plans]:
        pools = [Pool(world, plan) for plan in group]
        kept += pools
        logs += [pool.log for pool in pools]
        ended = await asyncio.gather(*(pool.run(answer) for pool in pools))
        for error in (error for pool in pools for error in pool.surprises):
            raise error
        if not all(ended):
            break


async def use_alone(
    answer: Any, world: Any, plans: list[dict[str, Any]], times: int, together: bool, block: str
) -> None:
    """One task uses the pool so many times: one after another, or all `together`, one in another's block. The
    scenario's block is that of the first use, or the one of the pool, as `block` says. Notes what happened."""
    plan = plans[0]
    pool = Pool(world, plan)
    world.note("logs", [pool.log])

    async def a_second() -> None:
        await asyncio.sleep(1)

    async def use_together(numbers: list[int]) -> None:
        if numbers:
            await pool.use(answers_pool, f"use {numbers[0]}", lambda: use_together(numbers[1:]))
        else:
            await a_second()

    async def use_all(first: Any) -> None:
        if together:
            await use_together(list(range(times)))
            return
        failure: BaseException | None = None
        try:
            await pool.use(answers_pool, "use 0", world.async_block if block == "of the first use" else a_second, first)
        except BaseException as error:
            if block != "of the first use":
                raise
            failure = error
        for number in range(1, times):
            await a_second()
            await pool.use(answers_pool, f"use {number}", a_second)
        if failure is not None:
            raise failure

    answers_pool = answer(pool.factory, plan["size"])
    world.not_yet()
    try:
        async with answers_pool as gave:
            pool.event("entered", how="itself" if gave is answers_pool else "another")
            try:
                first = answers_pool.acquire()
                await a_second()
                world.not_yet()
                await use_all(first)
                if block == "of the pool":
                    await world.async_block()
            finally:
                pool.event("leaves")
        pool.event("left", how="well")
    except BaseException:
        pool.event("left", how="raised")
        raise
    finally:
        pool.event("end")


def _is_disturbed(plan: dict[str, Any]) -> bool:
    raises = any(task["raises"] for task in plan["tasks"].values())
    return bool(raises or plan["cancels"] or plan["bad factories"] or plan["bad closes"] or plan["leaves by"])


class _Story:
    """What happened in one `Pool`, told once more, to find the first thing that was wrong."""

    def __init__(self, plan: dict[str, Any], log: list[list[Any]], freely: bool) -> None:
        self._plan, self._log = plan, log
        self._disturbed = _is_disturbed(plan)
        self._freely = freely
        """In a run with a fault, or a block that raises: other requirements say how everything has to end."""
        self._waiting: dict[str, float] = {}
        """Who has asked and got nothing so far, and when."""
        self._making: set[int] = set()
        self._there: set[int] = set()
        """What is made and not yet being closed."""
        self._lent: dict[int, str] = {}
        self._broken: set[int] = set()
        self._closing: set[int] = set()
        self._closed: dict[int, str] = {}
        """How each close ended."""
        self._late: set[str] = set()
        """Whose block ended when the pool had been left."""
        self._refused: set[str] = set()
        """Who waited when the pool was left, or asked later."""
        self._cancelled: set[str] = set()
        self._got: set[str] = set()
        self._failures: set[str] = set()
        """Of the factory, that nobody has been told of."""
        self._leaving: float | None = None
        self._left = False
        self._idle_before: set[int] = set()
        self._idle_at_leaving: set[int] = set()
        self._begun: set[int] = set()
        """What the factory has been called for in this moment."""
        self._when = 0.0
        self._asked: dict[str, float] = {}

    def problems(self) -> Iterator[Problem]:
        """What was wrong, in the order in which it came to light."""
        rows = self._log
        for number, (when, what, who, connection, how) in enumerate(rows):
            self._when = when
            match what:
                case "entered" if how != "itself":
                    yield ITSELF, "`as` gave something else"
                case "asks":
                    self._waiting[who] = self._asked[who] = when
                    if self._leaving is not None:
                        self._refused.add(who)
                case "making" | "made" | "not made":
                    yield from self._makes(what, connection)
                case "gets":
                    yield from self._gets(who, connection)
                case "gives back" | "breaks":
                    self._gives_back(who, connection, what == "breaks")
                case "closing":
                    yield from self._closes(connection)
                case "closed":
                    self._closing.discard(connection)
                    self._closed[connection] = how
                    if how == "interrupted" and not self._freely and not self._cancelled:
                        yield AWAITED, f"the close of connection {connection} was stopped before it was over"
                case "returned":
                    yield from self._returns(who, connection, how)
                case "cancel":
                    self._cancelled.add(who)
                case "leaves":
                    self._leaving = when
                    self._refused |= set(self._waiting)
                    self._idle_at_leaving = self._idle()
                case "left":
                    self._left = True
                    yield from self._leaves(how)
            if what == "end" or rows[number + 1 : number + 2] == [] or rows[number + 1][0] > when + 1e-6:
                yield from self._moment_is_over(when)
        yield from self._at_last()

    def _idle(self) -> set[int]:
        return self._there - set(self._lent) - self._broken

    def _existing(self) -> int:
        return len(self._making) + len(self._there) + len(self._closing)

    def _makes(self, what: str, number: int) -> Iterator[Problem]:
        if what != "making":
            self._making.discard(number)
            if what == "made":
                self._there.add(number)
            elif number in self._plan["bad factories"]:
                self._failures.add(f"factory {number}")
            return
        self._making.add(number)
        self._begun.add(number)
        size, existing = self._plan["size"], self._existing()
        if self._leaving is not None:
            yield REFUSES, "factory was called when the pool had been left"
        if existing > size:
            how = f"{existing} connections existed, of {size}"
            if existing - len(self._closing) <= size:
                yield COUNTS_CLOSING, f"{how}: {len(self._closing)} of them still being closed"
            elif len(self._making) > 1 and not self._cancelled:
                yield COUNTS_MAKING, f"{how}: {len(self._making)} of them being made"
            else:
                yield MOST, how
        waiting, begun = len(self._waiting), len(self._begun & self._making)
        if begun > waiting and not self._cancelled and not self._freely:
            calls = "factory was called" if begun == 1 else f"factory was called {begun} times"
            yield WHEN_NEEDED, f"{calls} when {waiting or 'nobody'} waited for a connection"

    def _gets(self, who: str, number: int) -> Iterator[Problem]:
        self._waiting.pop(who, None)
        self._got.add(who)
        if number == 0:
            yield GIVES, "something else came out of `as`"
        elif number == ANOTHERS:
            yield ITS_OWN, "a connection of another pool came out of `as`"
        elif number in self._lent:
            yield ALONE, f"connection {number} was lent to two tasks at the same time"
        elif number in self._broken:
            yield SOUND, f"connection {number}, whose block had raised, was lent again"
        elif number not in self._there:
            yield SOUND, f"connection {number} was lent when it had been closed"
        elif who in self._refused:
            yield REFUSES, f"connection {number} was lent when the pool had been left"
        self._lent[number] = who

    def _gives_back(self, who: str, number: int, broken: bool) -> None:
        self._lent.pop(number, None)
        if broken:
            self._broken.add(number)
        if self._leaving is not None:
            self._late.add(who)

    def _closes(self, number: int) -> Iterator[Problem]:
        self._there.discard(number)
        self._closing.add(number)
        if number in self._lent:
            yield WHILE_LENT, f"connection {number} was closed while a task worked with it"
        elif self._leaving is None and number not in self._broken and not self._disturbed and not self._freely:
            yield REUSES, f"connection {number} was closed although its block had ended well"

    def _returns(self, who: str, number: int, how: str) -> Iterator[Problem]:
        self._waiting.pop(who, None)
        due = number in self._broken or who in self._late
        pool_too = [self._when, "leaves", "", 0, ""] in self._log  # then another run will tell who has to close it
        if number and due and number not in self._closed and not pool_too:
            closed_soon = [self._when, "closing", "", number, ""] in self._log
            if number in self._closing or closed_soon:
                yield AWAITED, f"the close of connection {number} was not over when the block of its task was"
            elif number in self._broken:
                yield BROKEN_CLOSED, f"connection {number} was not closed when its block had raised"
            else:
                yield LATE_CLOSED, f"connection {number} came back when the pool had been left, and was not closed"
        self._failures.discard(how)
        if not self._freely:
            yield from self._outcome(who, number, how)

    def _outcome(self, who: str, number: int, how: str) -> Iterator[Problem]:
        task = self._plan["tasks"].get(who, {"raises": False})
        closing_failed = number in self._plan["bad closes"] and self._closed.get(number) == "failed"
        said = {"well": "no error came out", "CancelledError": "CancelledError came out"}.get(how, f"{how} came out")
        if who in self._cancelled:
            refused = who in self._refused and how == "RuntimeError"
            if how != "CancelledError" and not refused and not (closing_failed and how == f"close {number}"):
                yield STAYS_CANCELLED, f"a task was cancelled, and {said}"
        elif who in self._refused:
            if how != "RuntimeError":
                waited = self._leaving is not None and self._asked[who] < self._leaving
                yield WAITERS_TOLD if waited else REFUSES, f"the pool had been left, and {said} of its acquire()"
        elif who not in self._got:
            if not how.startswith("factory "):
                yield WORKS, f"a task asked for a connection, and {said}"
        elif task["raises"]:
            if how != who:
                yield _lost(how), f"the block of a task raised, and {said}"
        elif closing_failed and how != f"close {number}":
            yield _lost(how), f"the close of a connection that came back raised, and {said}"
        elif how != "well" and not closing_failed:
            yield WORKS, f"a good block ended, and {said}"

    def _leaves(self, how: str) -> Iterator[Problem]:
        for number in sorted(self._idle_at_leaving - set(self._closed)):
            if number in self._closing:
                yield AWAITED, f"the idle connection {number} was still being closed when the pool had been left"
            else:
                yield IDLE_CLOSED, f"the idle connection {number} was not closed when the pool had been left"
        if self._freely:
            return
        failed = {f"close {number}" for number in self._idle_at_leaving if self._closed.get(number) == "failed"}
        due = {"error": {"owner"}, "CancelledError": {"CancelledError"}}.get(self._plan["leaves by"], set()) | failed
        if how not in (due or {"well"}):
            said = {"well": "nothing came out", "owner": "the error of the block"}.get(how, f"{how} came out")
            yield (_lost(how) if due else WORKS), f"the pool was left, and {said}"

    def _moment_is_over(self, when: float) -> Iterator[Problem]:
        idle, begun, before = self._idle(), self._begun, self._idle_before
        self._begun, self._idle_before = set(), idle
        if self._leaving is not None:
            yield from self._end_has_begun(idle)
            return
        if begun and before & idle and not self._closing and not self._disturbed:
            yield REUSES, f"a new connection was made when connection {min(before & idle)} was idle"
        free = self._plan["size"] - self._existing()
        if self._closing or len(self._waiting) <= len(self._making) or not (idle or free > 0):
            return
        what = f"connection {min(idle)} was idle" if idle else f"there was room for {free} more"
        topic = HOLDS_UP if self._making else _TOPICS[self._plan["topic"]]
        yield topic, f"a task waited, at {_at(when)}, when {what}"

    def _end_has_begun(self, idle: set[int]) -> Iterator[Problem]:
        assert self._leaving is not None
        if idle and not self._closing:
            yield IDLE_CLOSED, f"the idle connection {min(idle)} was not closed when the pool was left"
        for who, since in self._waiting.items():
            if since < self._leaving and not self._closing:
                yield WAITERS_TOLD, f"task {who} still waited when the pool had been left"

    def _at_last(self) -> Iterator[Problem]:
        if self._waiting and self._leaving is not None and not self._freely:
            yield REFUSES, "acquire() was called when the pool had been left, and never ended"
        if not self._left:
            yield WAITS, "it came to no end"
        if self._failures and not self._cancelled and not self._freely:
            yield NOT_SWALLOWED, "factory() raised, and nobody was told"


def _lost(how: str) -> Requirement:
    """What was broken when something ended so, and an error was due."""
    return NOT_SWALLOWED if how == "well" else SAME_ERROR


_TOPICS = {
    "": AT_ONCE,
    "cancelled": CANCELLED_WAITER,
    "factory": FAILED_FACTORY,
    "broken": BROKEN_PLACE,
}
POOL_REQUIREMENTS = [
    ITSELF, GIVES, ITS_OWN, WHEN_NEEDED, REUSES, ALONE, SOUND, MOST, COUNTS_MAKING, COUNTS_CLOSING, HOLDS_UP, AT_ONCE,
    BROKEN_CLOSED, BROKEN_PLACE, FAILED_FACTORY, CANCELLED_WAITER, AWAITED, IDLE_CLOSED, WHILE_LENT, LATE_CLOSED,
    WAITERS_TOLD, REFUSES, NOT_SWALLOWED, SAME_ERROR, STAYS_CANCELLED, WORKS, WAITS,
]  # fmt: skip


def _plan(size: int, *tasks: tuple[Any, ...], **more: Any) -> dict[str, Any]:
    """How a pool is used. Each task is its name, when it asks, for how long it holds the connection, and perhaps
    ``raises`` or ``early`` (it calls ``acquire()`` at the very beginning)."""
    return {
        "size": size,
        "equal": True,
        "steps": False,
        "tasks": {
            str(who): {"start": start, "hold": hold, "raises": "raises" in how, "early": "early" in how}
            for who, start, hold, *how in tasks
        },
        "cancels": [],
        "making": [1.0],
        "closing": [1.0],
        "bad factories": [],
        "bad closes": [],
        "leave": 0.0,
        "leaves by": "",
        "topic": "",
        **more,
    }


def _cancel(who: str, what: str, of: str | int, turns: int = 0) -> dict[str, Any]:
    """That task is cancelled when this has happened, and so many turns of the loop are over."""
    return {"who": who, "on": [what, of], "turns": turns}


def _async_pool(draw: Draw) -> Iterator[Scenario]:
    yield from _alone(draw)
    yield from _several(draw)
    yield from _waiters()
    yield from _leaving()
    yield from _at_random()


def _alone(draw: Draw) -> Iterator[Scenario]:
    size = draw.randrange(2, 4)

    def scenario(when: str, times: int, together: bool, block: str = "", kind: str = "", size: int = size) -> Scenario:
        plan = _plan(size, steps=True, equal=draw.random() < 0.5)
        return Scenario(
            when,
            _pool_expectations([plan], freely=bool(kind)),
            [[plan], times, together, block],
            drive=f"{__name__}:use_alone",
            block=kind,
            faults=not kind and size > 1,
            expect_after_fault=_pool_expectations([plan], freely=True),
        )

    yield scenario("three uses, one after the other", 3, False)
    yield scenario("a pool of one connection, used twice", 2, False, size=1)
    yield scenario("two uses at the same time", 2, True)
    for kind in ASYNC_BLOCKS:
        what = "that is cancelled" if kind == "CancelledError" else f"that raises {kind}"
        yield scenario(f"a block of acquire() {what}", 3, False, "of the first use", kind)
        yield scenario(f"a block of the pool {what}", 2, False, "of the pool", kind)


def _several(_: Draw) -> Iterator[Scenario]:
    yield _pools("a pool that is left without use", _plan(2, ("a", 5, 1, "early"), leave=2))
    yield _pools("tasks that come one after the other", _plan(3, ("a", 0, 1), ("b", 3, 1), ("c", 5, 2), ("d", 9, 1)))
    yield _pools("one task that comes while another has the only connection", _plan(1, ("a", 0, 5.0137), ("b", 3, 1)))
    for size in (1, 2, 3):
        tasks = [(f"t{number}", 0, 2.0137 + number % 2) for number in range(2 * size + 1)]
        yield _pools(f"{len(tasks)} tasks at the same time, and a pool of {size}", _plan(size, *tasks))
    yield _pools(
        "a connection that comes back while another is being made",
        _plan(2, ("a", 0, 4), ("b", 2, 1), ("c", 3, 1), making=[1.0, 50.0]),
        _plan(2, ("a", 0, 3), ("b", 4.5, 1), ("c", 1, 9), ("d", 2, 1), making=[1.0, 2.0, 9.0]),
    )
    yield _pools(
        "a slow factory, and one that is quick",
        _plan(3, ("a", 0, 1), ("b", 1, 1), ("c", 20, 1), ("d", 21, 1), making=[50.0, 1.0]),
    )
    yield _pools(
        "a factory and a close that take no time",
        _plan(2, *[(f"t{number}", number // 2, 2) for number in range(6)], making=[0.0], closing=[0.0]),
    )
    two = _plan(1, ("a", 0, 1), ("b", 20, 9)), _plan(2, ("a", 5, 1), ("b", 5.5, 1), ("c", 9, 20))
    yield _pools("two pools at the same time", *two, together=True)


def _waiters() -> Iterator[Scenario]:
    many = [("x", 40, 3), ("y", 40, 3)]
    yield _pools(
        "a block that raises while others wait",
        _plan(1, ("a", 0, 3, "raises"), ("b", 2, 1), ("c", 2, 1), *many, topic="broken", closing=[4.0]),
        _plan(
            2,
            ("a", 0, 3, "raises"),
            ("b", 0, 4, "raises"),
            ("c", 2, 1),
            ("d", 2, 1),
            *many,
            ("z", 40, 1),
            topic="broken",
        ),
    )
    yield _pools(
        "a block that is cancelled while others wait",
        _plan(1, ("a", 0, 9), ("b", 2, 1), *many, topic="broken", cancels=[_cancel("a", "asks", "b", 5)]),
    )
    yield _pools(
        "a factory that fails while others wait",
        _plan(1, ("a", 0, 3), ("b", 0.5, 1), ("c", 0.5, 1), *many, **{"topic": "factory", "bad factories": [1]}),
        _plan(
            2,
            ("a", 0, 3),
            ("b", 0, 1),
            ("c", 0.5, 1),
            *many,
            ("z", 40, 1),
            **{"topic": "factory", "bad factories": [1, 2, 3]},
        ),
    )
    yield _pools(
        "a task that is cancelled while its connection is made",
        _plan(
            1, ("a", 0, 3), ("b", 1, 1), *many, topic="factory", making=[3.0], cancels=[_cancel("a", "asks", "b", 3)]
        ),
    )
    waits = [("a", 0, 5), ("b", 2, 3), ("c", 3, 3), *many]
    yield _pools(
        "a waiter that is cancelled while it waits",
        *(_plan(1, *waits, topic="cancelled", cancels=[_cancel(who, "asks", "c", 2)]) for who in "bc"),
        _plan(1, *waits, topic="cancelled", cancels=[_cancel("b", "asks", "c", 2), _cancel("c", "asks", "c", 3)]),
    )
    for when, how, change, trigger in (
        ("a connection comes back", "", {}, ("gives back", "a")),
        ("a broken connection is closed", "raises", {}, ("closed", 1)),
        ("a factory fails", "", {"bad factories": [1]}, ("not made", 1)),
    ):
        tasks = [("a", 0, 5, how), ("b", 0.5, 3), ("c", 0.75, 3)]
        first = [
            _plan(1, *tasks, *many, topic="cancelled", cancels=[_cancel("b", trigger[0], trigger[1], turns)], **change)
            for turns in range(6)
        ]
        last = [
            _plan(1, *tasks, topic="cancelled", cancels=[_cancel("c", trigger[0], trigger[1], turns)], **change)
            for turns in range(3)
        ]
        yield _pools(f"a waiter that is cancelled when {when}", *first, *last)


def _leaving() -> Iterator[Scenario]:
    used = [("a", 0, 2), ("b", 0, 3), ("c", 0, 12)]
    late = [("d", 8.5, 1), ("e", 20, 1), ("f", 21, 1, "early")]
    yield _pools("idle and lent connections when the pool is left", _plan(3, *used, *late, leave=8, closing=[2.0]))
    yield _pools(
        "two idle connections, of which one fails to close",
        *(_plan(3, *used, ("e", 20, 1), **{"leave": 8.0, "bad closes": [bad]}) for bad in (1, 2)),
    )
    waiting = [("a", 0, 9), ("b", 0, 12, "raises"), ("c", 3, 1), ("d", 4, 1), ("e", 5, 1)]
    yield _pools(
        "tasks that wait when the pool is left",
        _plan(2, *waiting, leave=7),
        _plan(1, *waiting[:1], *waiting[2:], leave=7),
    )
    yield _pools(
        "a lent connection that fails to close when it comes back",
        _plan(2, ("a", 0, 12), ("b", 0, 12, "raises"), **{"leave": 7.0, "bad closes": [1, 2]}),
    )
    yield _pools(
        "a lent connection whose block is cancelled when the pool has been left",
        _plan(1, ("a", 0, 12), ("b", 8, 1), leave=7, cancels=[_cancel("a", "asks", "b", 3)]),
    )
    for by, what in (("error", "an error"), ("CancelledError", "a cancellation")):
        plan = _plan(3, *used, ("e", 20, 1), **{"leave": 8.0, "leaves by": by})
        waiters = _plan(2, *waiting, **{"leave": 7.0, "leaves by": by})
        yield _pools(f"a pool that is left by {what}", plan, waiters)


def _at_random() -> Iterator[Scenario]:
    yield _pools("many tasks that come and go", *(_random_plan(seed, calm=True) for seed in range(2)))
    yield _pools(
        "many tasks, of which some fail or are cancelled", *(_random_plan(seed, calm=False) for seed in range(6))
    )


def _random_plan(seed: int, calm: bool) -> dict[str, Any]:
    """Always the same for a `seed`."""
    dice = random.Random(seed)
    names = [f"t{number}" for number in range(9)]
    tasks: list[tuple[Any, ...]] = []
    for name in names:
        raises = not calm and dice.random() < 0.2
        tasks.append((name, dice.randrange(18) / 4, dice.randrange(1, 12) / 4, *(["raises"] if raises else [])))
    size = 1 + seed % 3
    tasks += [(f"last {number}", 200, 5) for number in range(size + 1)]
    cancels = []
    for name in [] if calm else dice.sample(names, 4):
        what = dice.choice(["gives back", "asks", "gets", "returned"])
        cancels.append(_cancel(name, what, dice.choice(names), dice.randrange(6)))
    return _plan(
        size,
        *tasks,
        **{
            "equal": seed % 2 == 0,
            "making": [dice.randrange(8) / 4 for _ in range(5)],
            "closing": [dice.randrange(8) / 4 for _ in range(5)],
            "bad factories": [] if calm else dice.sample(range(1, 10), 2),
            "bad closes": [] if calm else dice.sample(range(1, 10), 2),
            "cancels": cancels,
        },
    )


def _pools(when: str, *plans: dict[str, Any], together: bool = False) -> Scenario:
    return Scenario(when, _pool_expectations(plans), [list(plans), together], drive=f"{__name__}:use_pools")


def _pool_expectations(plans: Sequence[dict[str, Any]], freely: bool = False) -> list[Expectation]:
    def problem(run: Run) -> Problem | None:
        told = zip(plans, run.notes.get("logs", []), strict=False)
        found = [first for plan, log in told for first in [next(_Story(plan, log, freely).problems(), None)] if first]
        if found:
            return next((each for each in found if each[0] is ITS_OWN), found[0])
        return (WORKS, run.ended()) if run.raised is not None and not run.raised["injected"] and not freely else None

    return _first_problem(POOL_REQUIREMENTS, problem)


# -- 7.5 close_safely(resource, timeout)

CALLS_CLOSE = Requirement(
    "Calls close()",
    "A resource is closed by `await resource.close()`: the call alone, without `await` or a task, does nothing at all.",
)
UNSHAKEN = Requirement(
    "A cancellation does not stop the close",
    "A `CancelledError` goes into whatever the cancelled task awaits. Let another task do the closing, and wait for "
    "that one in a way that does not hand the cancellation on: `asyncio.wait()` and `asyncio.shield()` do not.",
)
STAYS = Requirement(
    "Does not leave before the close is over",
    "`asyncio.shield()` protects the close, but not the one who waits for it: that one gets its `CancelledError` at "
    "once. Catch it, remember it, and go on waiting.",
)
AGAIN = Requirement(
    "A second cancellation changes nothing",
    "A task can be cancelled again while it still deals with the first cancellation. Whatever is awaited after the "
    "first needs the same protection: wait in a loop until the close is over.",
)
ITS_TIME = Requirement(
    "Gives the close its whole time",
    "Up to the timeout, counted from the call, the close may go on undisturbed.",
)
STOPS = Requirement(
    "Stops a close that takes too long",
    "When the timeout has passed since the call, the close is cancelled: `task.cancel()` does that, and so do "
    "`asyncio.timeout()` and `asyncio.wait_for()`.",
)
NOT_RESTARTED = Requirement(
    "A cancellation does not restart the time",
    "Who waits again after a cancellation must not wait for the whole timeout again. Note at the call when the time "
    "will be over, and wait for what remains.",
)
STILL_LIMITED = Requirement(
    "The timeout holds after a cancellation too",
    "A cancellation does not give the close more time: whatever is awaited after it must end at the timeout as well.",
)
ABORTS = Requirement(
    "Aborts what could not be closed in time",
    "A close that was stopped has not closed. Once it has stopped, call `resource.abort()`, which needs no `await`, on "
    "every way out.",
)
AFTER_STOP = Requirement(
    "Aborts only when the close has stopped",
    "`task.cancel()` only asks: the close may still clean up for a while. Wait until its task is done, and call "
    "`abort()` then.",
)
NEVER_BOTH = Requirement(
    "Closed or aborted, never both",
    "`abort()` is for a close that took too long, and for nothing else. One that ended in time, with an error or "
    "without, leaves nothing to abort.",
)
OWN_TIMEOUT = Requirement(
    "Tells a TimeoutError of the close from its own",
    "`close()` may raise `TimeoutError` itself, long before your timeout. `except TimeoutError` sees both: ask whether "
    "the time was over, as `asyncio.timeout()` does with `expired()`.",
)
ABORTS_ONCE = Requirement("Aborts once", "One call of `abort()` is enough. Let only one way lead there.")
ENDS_CANCELLED = Requirement(
    "Ends cancelled when it was cancelled",
    "Who catches `CancelledError` owes it to the caller: when all is over, raise it, whatever else has happened.",
)
TIMEOUT_ERROR = Requirement(
    "Raises TimeoutError after the timeout",
    "The caller must hear that the resource was aborted: raise `TimeoutError`, not the `CancelledError` with which the "
    "close was stopped.",
)
PASSES = Requirement(
    "What close() raises reaches the caller",
    "If the close fails, that very error passes. A task keeps it until it is asked: `task.result()`, or `await`.",
)
RETURNS = Requirement(
    "Returns when the close is over",
    "After a close that went well, and was not cancelled, the call ends, at once and without an error.",
)

END = "end"
"""The event after which the next says how the call ended, and the rest came too late."""
LATE = 0.25
"""Virtual seconds by which something may be late."""


class CloseError(Exception):
    """What a close raises here."""


class Slow(Handed):
    """A resource whose `close` takes its time, as `plan` says, and may be stopped."""

    def __init__(self, world: Any, plan: dict[str, Any], event: Callable[[str], None], equal: bool) -> None:
        super().__init__(equal)
        self._world, self._plan, self._event = world, plan, event
        self._life = world.lend("resource", in_order=False)
        errors = {"CloseError": CloseError, "OSError": OSError, "TimeoutError": TimeoutError}
        self.error: BaseException | None = errors[plan["fails"]]("of the close itself") if plan["fails"] else None
        self.at_end: Callable[[], None] = lambda: None

    async def close(self) -> Any:
        """Takes ``seconds``, and ``cleanup`` seconds to end when it is stopped."""
        self._event("close")
        self._world.release(self._life, "close()")
        try:
            if self._plan["seconds"]:
                await asyncio.sleep(self._plan["seconds"])
            self.at_end()
        except asyncio.CancelledError:
            self._event("stopped")
            try:
                if self._plan["cleanup"]:
                    await asyncio.sleep(self._plan["cleanup"])
            finally:
                self._event("over")
            raise
        self._event("over")
        if self.error is not None:
            raise self.error
        return "this means nothing"

    def abort(self) -> Any:
        """Let go of it at once."""
        self._event("abort")
        return "this means nothing"


async def close_some(answer: Any, world: Any, plans: list[dict[str, Any]], equal: bool) -> None:
    """Calls the answer for each of `plans` at the same time, each in a task of its own, which is cancelled as the plan
    says. Notes for each what happened when, and at last how the call ended."""
    world.disturbed = any(plan["cancels"] or plan["cancelled at its end"] or plan["fails"] for plan in plans)
    stories: list[list[list[Any]]] = [[] for _ in plans]
    world.note("stories", stories)
    surprises: list[BaseException] = []
    calls = [
        asyncio.create_task(_close_one(answer, world, plan, equal, story, surprises))
        for plan, story in zip(plans, stories, strict=True)
    ]
    _, late = await asyncio.wait(calls, timeout=PATIENCE)
    for task in late:
        task.cancel()
    for error in surprises:
        raise error


async def _close_one(
    answer: Any,
    world: Any,
    plan: dict[str, Any],
    equal: bool,
    story: list[list[Any]],
    surprises: list[BaseException],
) -> None:
    loop = asyncio.get_running_loop()
    began = loop.time()

    def event(what: str) -> None:
        story.append([loop.time() - began, what])

    def cancel() -> None:
        event("cancel")
        if not task.cancel():
            story.pop()

    async def call() -> Any:
        return await answer(resource, plan["timeout"])

    resource = Slow(world, plan, event, equal)
    if plan["cancelled at its end"]:
        resource.at_end = cancel
    task = asyncio.create_task(call())
    for seconds in plan["cancels"]:
        if seconds:
            loop.call_at(began + seconds, cancel)
    await asyncio.sleep(0)
    if 0 in plan["cancels"]:
        cancel()
    await asyncio.wait({task})
    event(END)
    if task.cancelled():
        event("CancelledError")
    elif (error := task.exception()) is None:
        event("returned")
    elif error is resource.error:
        event("its error")
    else:
        event(type(error).__name__)
        if type(error) is not TimeoutError:
            surprises.append(error)


def _close_problems(plan: dict[str, Any], story: list[list[Any]]) -> Iterator[Problem]:
    """What was broken in one call. `story` is a list of moments and events; the last is how the call ended."""
    names = [what for _, what in story]
    times = {what: when for when, what in reversed(story)}  # of the first of each
    over = names.index("over") if "over" in names else len(names)
    settled = names.index("abort") if "abort" in names else over
    cancels = names.count("cancel")
    too_long = plan["seconds"] > plan["timeout"]
    if "close" not in names:
        yield CALLS_CLOSE, "close() was never begun"
        return
    if names.count("close") > 1:
        yield RELEASED_ONCE, "close() was called twice"
    yield from _stopping_problems(plan, times, cancels, too_long)
    if over >= len(names) - 1:
        how = "was cancelled" if cancels else "ended"
        yield AGAIN if cancels > 1 else STAYS, f"the call {how} at {_at(story[-1][0])}, while close() still ran"
    yield from _abort_problems(plan, names, times, too_long)
    yield from _ending_problems(plan, story, settled, too_long)


def _stopping_problems(
    plan: dict[str, Any], times: dict[str, float], cancels: int, too_long: bool
) -> Iterator[Problem]:
    stopped, due = times.get("stopped"), plan["timeout"]
    unshaken = AGAIN if cancels > 1 else UNSHAKEN
    if stopped is not None and stopped < due - LATE:
        by = f"the cancellation at {_at(times['cancel'])}" if cancels else "nothing but its caller"
        yield unshaken if cancels else ITS_TIME, f"close() was stopped at {_at(stopped)} by {by}"
    elif too_long and (stopped is None or stopped > due + LATE):
        when = f"stopped at {_at(stopped)} only" if stopped is not None else "never stopped"
        after_cancel = STILL_LIMITED if stopped is None else NOT_RESTARTED
        yield after_cancel if cancels else STOPS, f"with a timeout of {due:g} seconds it was {when}"


def _abort_problems(
    plan: dict[str, Any], names: list[str], times: dict[str, float], too_long: bool
) -> Iterator[Problem]:
    if too_long:
        if "abort" not in names:
            yield ABORTS, f"close() was stopped at {_at(times.get('stopped', 0))}, and abort() was not called"
        elif names.index("abort") < (names.index("over") if "over" in names else len(names)):
            yield AFTER_STOP, f"abort() was called at {_at(times['abort'])}, before close() had ended"
        elif times["abort"] > times["over"] + LATE:
            yield ABORTS, f"close() had stopped at {_at(times['over'])}, and abort() came at {_at(times['abort'])} only"
        elif names.count("abort") > 1:
            yield ABORTS_ONCE, f"abort() was called {names.count('abort')} times"
    elif "abort" in names:
        if plan["fails"] == "TimeoutError":
            yield OWN_TIMEOUT, "close() itself raised TimeoutError, in time, and abort() was called"
        else:
            how = f"raised {plan['fails']}" if plan["fails"] else "ended well"
            yield NEVER_BOTH, f"close() {how} in time, and abort() was called too"


def _ending_problems(plan: dict[str, Any], story: list[list[Any]], settled: int, too_long: bool) -> Iterator[Problem]:
    ended, ending = story[-1]
    cancels = [number for number, (_, what) in enumerate(story) if what == "cancel"]
    said = {"returned": "it returned", "its error": "the error of the close came out"}
    how = said.get(ending, f"{ending} came out")
    if any(number < settled for number in cancels):
        if ending != "CancelledError":
            yield ENDS_CANCELLED, f"it was cancelled at {_at(story[cancels[0]][0])}, and {how}"
    elif cancels and ending == "CancelledError":
        pass
    elif too_long:
        if ending != "TimeoutError":
            yield TIMEOUT_ERROR, how
    elif plan["fails"]:
        if ending != "its error":
            own = plan["fails"] == "TimeoutError" and ending == "TimeoutError"
            yield PASSES, "another TimeoutError came out than that of the close" if own else how
    elif ending != "returned":
        yield RETURNS, how
    if settled < len(story) and ended > story[settled][0] + LATE:
        yield RETURNS, f"close() was over at {_at(story[settled][0])}, and the call ended at {_at(ended)}"


def _at(seconds: float) -> str:
    return f"{seconds:g} s"


def _close_safely(draw: Draw) -> Iterator[Scenario]:
    unit = draw.choice([1.0, 1.5, 2.0])

    def plan(seconds: float, timeout: float, *cancels: float, fails: str = "", cleanup: float = 0) -> dict[str, Any]:
        return {
            "seconds": seconds * unit,
            "timeout": timeout * unit,
            "cancels": [each * unit for each in cancels],
            "fails": fails,
            "cleanup": cleanup * unit,
            "cancelled at its end": False,
        }

    def scenario(when: str, *plans: dict[str, Any]) -> Scenario:
        def problem(run: Run) -> Problem | None:
            for each, story in zip(plans, run.notes.get("stories", []), strict=False):
                end = next((number for number, (_, what) in enumerate(story) if what == END), None)
                if end is None:
                    return WAITS, "the call never ended"
                found = next(_close_problems(each, [*story[:end], story[end + 1]]), None)
                if found is not None:
                    return found
            return None

        return Scenario(
            when,
            _first_problem(CLOSE_REQUIREMENTS, problem),
            [list(plans), draw.random() < 0.5],
            drive=f"{__name__}:close_some",
        )

    def at_its_end(**changes: Any) -> dict[str, Any]:
        return {**plan(3, 6), "cancelled at its end": True, **changes}

    whole = {**plan(2, 4), "timeout": 9}
    yield scenario("a close that ends in time", plan(3, 5))
    yield scenario("a whole number as timeout", whole)
    yield scenario("a close that is over at once", plan(0, 3))
    yield scenario("a close that takes too long", plan(9, 5))
    yield scenario("a stopped close that cleans up for a while", plan(9, 5, cleanup=2))
    for error in ("CloseError", "OSError", "TimeoutError"):
        yield scenario(f"a close that raises {error} after a while", plan(2, 4, fails=error))
        yield scenario(f"a close that raises {error} at once", plan(0, 4, fails=error))
    yield scenario("a cancellation during the close", plan(4, 7, 2))
    yield scenario("a cancellation just after the call", plan(4, 7, 0))
    yield scenario("a cancellation, and then the timeout", plan(30, 7, 4))
    yield scenario("a cancellation late in the close", plan(6, 7, 5))
    yield scenario("a cancellation in the moment in which the close ends", at_its_end())
    yield scenario("a cancellation in the moment in which the close fails", at_its_end(fails="CloseError"))
    yield scenario("a cancellation in the moment of the timeout", plan(9, 5, 5, cleanup=2))
    yield scenario("a cancellation while the stopped close cleans up", plan(9, 5, 7, cleanup=4))
    for error in ("CloseError", "OSError", "TimeoutError"):
        yield scenario(f"a cancellation, and a close that raises {error} later", plan(4, 6, 2, fails=error))
    yield scenario("two cancellations during the close", plan(4, 7, 2, 3))
    yield scenario("three cancellations during the close", plan(5, 7, 0, 2, 4))
    yield scenario("two cancellations, and then the timeout", plan(20, 6, 2, 4))
    yield scenario("cancellations before and after the timeout", plan(30, 5, 2, 7, cleanup=4))
    yield scenario("two cancellations while the stopped close cleans up", plan(9, 5, 6, 7, cleanup=4))
    yield scenario(
        "four calls at the same time",
        plan(4, 6, 2),
        plan(5, 7),
        plan(9, 3, cleanup=1),
        plan(3, 8, fails="CloseError"),
    )


CLOSE_REQUIREMENTS = [
    WAITS, CALLS_CLOSE, RELEASED_ONCE, ITS_TIME, UNSHAKEN, STAYS, AGAIN, STOPS, NOT_RESTARTED, STILL_LIMITED,
    ABORTS, AFTER_STOP, NEVER_BOTH, OWN_TIMEOUT, ABORTS_ONCE, ENDS_CANCELLED, TIMEOUT_ERROR, PASSES, RETURNS,
]  # fmt: skip


def _first_problem(requirements: list[Requirement], find: Callable[[Run], Problem | None]) -> list[Expectation]:
    """One expectation for each of `requirements`; that one fails which the first problem of the run belongs to."""
    last: list[tuple[Run, Problem | None]] = []

    def expectation(requirement: Requirement) -> Expectation:
        def problem(run: Run) -> str | None:
            if not last or last[0][0] is not run:
                last[:] = [(run, find(run))]
            found = last[0][1]
            return found[1] if found is not None and found[0] is requirement else None

        return Expectation(requirement, problem)

    return [expectation(each) for each in requirements]


EXERCISES = [
    Exercise("7.4", _async_pool),
    Exercise("7.5", _close_safely),
]
