"""Lesson 9: what is asked of the answers to 9.2, in which threads share a pool.

The threads are real ones. A scenario goes on when it sees what it waits for, or after `LIMIT`: what has not come by
then does not come any more. Nothing that a right answer does takes a noticeable part of that time.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

from leakproof.judging.handed import Handed
from leakproof.judging.scenarios import BLOCKS, Draw, Exercise, Expectation, Requirement, Run, Scenario, ends_well

LIMIT = 1.0
"""Seconds after which somebody who is still waiting is taken to wait for ever."""
NO_LONGER = 0.02
"""What is left of that, in seconds, once somebody has waited in vain."""
LONG = 60.0
"""A timeout, in seconds, that is never reached."""
SHORT = 0.02
"""A timeout, in seconds, that is always reached."""

GIVES = Requirement(
    "Gives a connection to the block",
    "What stands after `as` is what `factory()` returned, that very object. It may be false in a boolean test: ask "
    "`is None`, and compare with `is`.",
)
NEEDED = Requirement(
    "Makes a connection when one is needed",
    "None in advance, neither when the pool is made nor when one was closed: call `factory` in an acquire that finds "
    "no idle one.",
)
REUSES = Requirement(
    "Reuses what came back",
    "A connection whose block ended well is idle, and the next one who asks gets it. That is what a pool is for.",
)
AT_MOST = Requirement(
    "Never more than size at once",
    "A connection has a place from the moment in which `factory` is called until its `close()` has ended. Take the "
    "place under the lock before you call `factory`, and give it back after the close.",
)
BROKEN = Requirement(
    "Closes one whose block raised",
    "Nobody knows in which state a failed block left its connection. Close it, whatever was raised, and lend it to "
    "nobody else.",
)
PLACE = Requirement(
    "No place is lost",
    "Each connection that is gone, and each that did not come into being, has to free its place, whatever was raised, "
    "Ctrl-C too. Otherwise the pool shrinks until it is empty.",
)
TIMES_OUT = Requirement(
    "TimeoutError when none comes free in time",
    "Waiting has an end: after `timeout` seconds without a connection raise `TimeoutError`. A timeout of 0 means: now "
    "or not at all. Who is woken and still finds none waits for what is left of the time, and not for all of it again.",
)
OWN_TIME = Requirement(
    "The time of its own factory does not count",
    "`timeout` is for the waiting. Who has got a place may take as long to fill it as `factory` takes.",
)
WAKES = Requirement(
    "Who waits gets what comes free",
    "When a connection or a place comes free somebody may be waiting for it: `notify` tells them. And who wakes up "
    "looks again, in a loop: somebody else may have been faster.",
)
FACTORY_FAILS = Requirement(
    "A failing factory costs no place",
    "The place was taken before `factory` was called. When that fails, whatever it raises, give the place back and "
    "wake somebody who waits for it.",
)
HELD_UP = Requirement(
    "Making one holds up nobody else",
    "A connection can take seconds to make. Others must be able to take idle ones, to fill other places and to give "
    "back what they have meanwhile, and their timeout runs: call `factory` outside of the lock.",
)
CLOSES_IDLE = Requirement(
    "Closing closes the idle ones at once",
    "`close()` closes every connection that nobody is using now, and does not wait for those that are in use.",
)
CLOSES_LENT = Requirement(
    "Lent ones are closed when they come back",
    "Who has a connection may finish. When the block ends and the pool is closed by then, close the connection instead "
    "of keeping it.",
)
REFUSES = Requirement(
    "A closed pool refuses",
    "After `close()` nobody gets a connection any more: raise `RuntimeError`.",
)
TELLS = Requirement(
    "Closing wakes everybody who waits",
    "Those who wait would wait in vain. Wake all of them when the pool closes, and let them find out: `RuntimeError`.",
)
AGAIN = Requirement(
    "Closing again does nothing",
    "The second `close()` finds nothing to do: it raises nothing, and what was closed, or is lent, it leaves alone.",
)
TOGETHER = Requirement(
    "Threads do not get in each other's way",
    "Between any two steps of one thread another one can do all of its own. What has to be one step needs the lock: to "
    "look and to take, to count and to decide.",
)


# -- what the drivers are made of


def _nothing(_: object) -> None:
    pass


class _Connection(Handed):
    """Knows whether it was closed, and to how many it is lent."""

    def __init__(self, office: _Office, number: int) -> None:
        super().__init__(office.equal)
        self._office = office
        self.number = number
        self.is_closed = False
        self.users = 0
        self._life = office.world.lend("connection", str(number), in_order=False)

    def close(self) -> Any:
        """It counts as one that exists until this ends."""
        office, first = self._office, not self.is_closed
        self.is_closed = True
        office.closes += 1
        try:
            office.on_close(self)
            office.world.take_back(self._life, "close()")
        finally:
            with office.lock:
                office.existing -= first
        return "this means nothing"


class _Office(Handed):
    """The factory: makes connections, and counts how many exist."""

    def __init__(self, world: Any, equal: bool = True) -> None:
        super().__init__(equal)
        self.world, self.equal = world, equal
        self.lock = threading.Lock()
        self.calls = self.existing = self.most = self.closes = 0
        self.patience = LIMIT
        self.made: list[_Connection] = []
        self.on_call: Callable[[int], None] = _nothing
        """Called with the number of the call."""
        self.on_close: Callable[[_Connection], None] = _nothing

    def __call__(self) -> _Connection:
        with self.lock:
            self.calls += 1
            number = self.calls
            self.existing += 1
            self.most = max(self.most, self.existing)
        try:
            self.world.step("factory()")
            self.on_call(number)
            connection = _Connection(self, number)
        except BaseException:
            with self.lock:
                self.existing -= 1
            raise
        self.made.append(connection)
        return connection

    def soon(self, event: threading.Event) -> bool:
        """Whether this comes, after waiting for it."""
        came = event.wait(self.patience)
        if not came:
            self.patience = NO_LONGER
        return came

    def is_one_of_its_own(self, thing: object) -> bool:
        """Whether it has made this."""
        return any(thing is each for each in self.made)

    def closed(self) -> list[int]:
        """The numbers of those that were closed."""
        return [connection.number for connection in self.made if connection.is_closed]

    def tell(self) -> None:
        """Note how many there were, for the judge."""
        self.world.note("most", self.most)


class _Thread(threading.Thread):
    """Does one thing, and keeps what it raises."""

    def __init__(self, office: _Office, name: str, act: Callable[[], object] = lambda: None) -> None:
        super().__init__(name=name, daemon=True)
        self._office, self._act = office, act
        self.error: BaseException | None = None
        self.seconds = 0.0
        self.ended = threading.Event()
        self.start()

    def run(self) -> None:
        """Called in the new thread."""
        self._office.world.enter_thread(self.name)
        began = time.monotonic()
        try:
            self.do()
        except BaseException as error:
            self.error = error
        finally:
            self.seconds = time.monotonic() - began
            self.over()

    def do(self) -> None:
        """What it is for."""
        self._act()

    def over(self) -> None:
        """Say that it has ended."""
        self.ended.set()

    def fared(self) -> str:
        """What has become of it, after waiting for its end."""
        return _kind(self.error) if self._office.soon(self.ended) else "still waiting"


class _Borrower(_Thread):
    """Acquires a connection, and uses it until it may `go`; then its block ends, or raises."""

    def __init__(self, office: _Office, pool: Any, name: str, raises: BaseException | None = None) -> None:
        self._pool, self._raises = pool, raises
        self.connection: Any = None
        self.has_one = False
        self.got, self.go = threading.Event(), threading.Event()
        super().__init__(office, name)

    def do(self) -> None:
        """Borrow one."""
        with self._pool.acquire() as self.connection:
            self.has_one = True
            self.got.set()
            self.go.wait(4 * LIMIT)
            if self._raises is not None:
                raise self._raises

    def over(self) -> None:
        """Nobody needs to wait for its connection any more."""
        self.got.set()
        self.ended.set()

    def state(self) -> str:
        """What it has come to: a connection, an error, or nothing yet."""
        if not self._office.soon(self.got):
            return "still waiting"
        if self.has_one:
            return "a connection" if self._office.is_one_of_its_own(self.connection) else repr(self.connection)[:60]
        return self.fared()

    def ends(self) -> str:
        """What has become of it when it may go."""
        self.go.set()
        return self.fared()

    def waits(self) -> bool:
        """Whether it does not get one for now: it waits until the thread stands still."""
        _until_it_waits(self)
        return not self.got.is_set()


def _kind(error: BaseException | None) -> str:
    if error is None:
        return "ended"
    for kind in (TimeoutError, RuntimeError):
        if isinstance(error, kind) and not isinstance(error, RecursionError):
            return kind.__name__
    return f"{type(error).__name__}: {error}"[:100]


def _until_it_waits(thread: threading.Thread) -> None:
    """Until the thread stands still; if it never does, it waits in a loop of its own."""
    last, times = None, 0
    for _ in range(100):
        frame = sys._current_frames().get(thread.ident or 0)
        place = (id(frame), frame.f_lasti) if frame is not None else None
        del frame
        times = times + 1 if place == last and not _may_run(thread) else 0
        last = place
        if times == 3:
            return
        time.sleep(0.0005)


def _may_run(thread: threading.Thread) -> bool:
    """Whether the system says that the thread is running or could be. Where it says nothing, the line tells."""
    try:
        with open(f"/proc/self/task/{thread.native_id}/stat", "rb") as file:
            return file.read().rpartition(b")")[2].split()[0] == b"R"
    except (OSError, IndexError):
        return False


def _acquired(pool: Any) -> str:
    """What comes of one more acquire: a connection, or which error."""
    try:
        with pool.acquire():
            return "a connection"
    except BaseException as error:
        return _kind(error)


def _saw(key: str, due: Any, requirement: Requirement, otherwise: str) -> Expectation:
    """The driver must have noted this. `otherwise` says what is wrong, with what it did note in its braces."""

    def problem(run: Run) -> str | None:
        if key not in run.notes:
            return run.ended()
        return None if run.notes[key] == due else otherwise.format(run.notes[key])

    return Expectation(requirement, problem)


def _at_most(size: int) -> Expectation:
    def problem(run: Run) -> str | None:
        most = run.notes.get("most", 0)
        return f"{most} existed at the same time, where {size} may" if most > size else None

    return Expectation(AT_MOST, problem)


# -- one thread


def use(answer: Any, world: Any, size: int, keyword: bool, equal: bool, raising: str) -> None:
    """Uses a pool in one thread: one connection, the same again, two, one whose block raises an error of the driver's
    own, then as many as there may be; and closes it. `raising` says which block raises what the scenario says: that
    ``broken`` one, or another one in which the pool is ``closed``, while its connection is in use. Where it is
    ``never``, no block raises anything: steps fail, and there is one error a run."""
    gc.collect(0)  # among the remains of earlier runs the generators of this one take long to find
    office = _Office(world, equal)
    pool = answer(factory=office, size=size, timeout=SHORT) if keyword else answer(office, size, SHORT)
    world.not_yet(["a call of factory"] * office.calls)
    errors: list[BaseException] = []
    used: list[Any] = []

    def attempt(act: Callable[[], object], *, probing: bool = False) -> BaseException | None:
        try:
            act()
        except BaseException as error:
            if not probing or any(error is each for each in world.injected.values()):
                errors.append(error)
            return error
        return None

    def one() -> None:
        with pool.acquire() as connection:
            used.append(connection)

    def two() -> None:
        with pool.acquire() as connection, pool.acquire() as other:
            world.note("two", connection is not other)
            world.note("made for two", office.calls)

    def broken() -> None:
        with pool.acquire() as connection:
            used[:] = [connection]
            if raising == "broken":
                world.block()
            if raising != "never":
                raise own

    def all_at_once() -> None:
        world.note("at once", 0)
        with contextlib.ExitStack() as stack:
            for number in range(size):
                connection = stack.enter_context(pool.acquire())
                world.note("at once", number + 1)
                if any(connection is each for each in used):
                    world.note("lent again", True)

    def close_in_use() -> None:
        with pool.acquire() as lent:
            close(lent)
            world.block()

    def close(lent: Any) -> None:
        no_fault_yet = "fault" not in world.injected
        error = attempt(pool.close)
        failed = no_fault_yet and "fault" in world.injected
        world.note("closing", "ended" if failed else _kind(error))
        world.note("idle left", [each.number for each in office.made if not each.is_closed and each is not lent])
        world.note("lent closed", lent is not None and lent.is_closed)
        world.note("later", _acquired(pool))
        closes = office.closes
        world.note("again", _kind(attempt(pool.close, probing=True)))
        world.note("closes", office.closes - closes)

    attempt(one)
    world.note("given", bool(used) and office.is_one_of_its_own(used[0]))
    world.note("made for one", office.calls)
    attempt(one)
    world.note("reused", len(used) == 2 and used[0] is used[1])
    world.note("closed when well", [each.number for each in office.made if each.is_closed])
    if size > 1:
        attempt(two)
    used.clear()
    own = ValueError("the block's own")
    attempt(broken, probing=True)
    if raising == "never":
        used.clear()
    world.note("broken closed", [each.is_closed for each in used if isinstance(each, _Connection)])
    world.note("calls", office.calls)
    world.note("lent again", False)
    probed = attempt(all_at_once, probing=True)
    if probed is not None and probed is world.injected.get("fault"):
        attempt(all_at_once, probing=True)
    if raising in ("closed", "never"):
        attempt(close_in_use)
    if "closing" not in world.notes:
        close(None)
    world.note("left", [each.number for each in office.made if not each.is_closed])
    office.tell()
    if errors:
        raise errors[0]


def two_pools(answer: Any, world: Any) -> None:
    """Uses two pools side by side, and closes one of them."""
    office, other_office = _Office(world), _Office(world)
    pool, other = answer(office, 1, SHORT), answer(other_office, 1, SHORT)
    with pool.acquire() as connection:
        pass
    with other.acquire() as another:
        own = office.is_one_of_its_own(connection) and other_office.is_one_of_its_own(another)
    world.note("own", own)
    pool.close()
    world.note("other", _acquired(other))
    other.close()


# -- several threads


def time_out(answer: Any, world: Any, timeout: float) -> None:
    """Asks for a connection that somebody else has, and again when it is back."""
    office = _Office(world)
    pool = answer(office, 1, timeout)
    holder = _Borrower(office, pool, "holder")
    world.note("holder", holder.state())
    late = _Borrower(office, pool, "late one")
    world.note("late one", late.state())
    late.go.set()
    world.note("too early", late.fared() == "TimeoutError" and late.seconds < timeout - 0.005)
    world.note("holder's end", holder.ends())
    world.note("afterwards", _acquired(pool))
    pool.close()
    office.tell()


def woken_in_vain(answer: Any, world: Any) -> None:
    """Somebody waits for the only connection, which comes back again and again and is taken again at once. Where the
    waiting takes too long it is done once more with a long timeout: a busy computer is not late by so much."""
    for timeout in (2.5 * SHORT, 0.6 * LIMIT):
        times = _wait_in_vain(answer, world, timeout) / timeout
        if times < 2:
            break
    world.note("in time", times < 2)


def _wait_in_vain(answer: Any, world: Any, timeout: float) -> float:
    """How many seconds the waiting took."""
    office = _Office(world)
    pool = answer(office, 1, timeout)
    waiter: _Borrower | None = None
    interval = sys.getswitchinterval()
    sys.setswitchinterval(LIMIT)  # who gives it back can take it again before another thread is awake
    try:
        for _ in range(6):
            with pool.acquire():
                if waiter is None:
                    waiter = _Borrower(office, pool, "waiter")
                    waiter.go.set()
                if waiter.ended.wait(0.4 * timeout):
                    break
    except TimeoutError:
        pass  # where the waiter got it, and was slow to give it back
    finally:
        sys.setswitchinterval(interval)
    ended = waiter is not None and waiter.fared()
    _finish(office, pool)
    return waiter.seconds if waiter is not None and ended in ("ended", "TimeoutError") else 0.0


def slow_factory(answer: Any, world: Any) -> None:
    """Acquires one that takes longer to be made than anybody would wait."""
    office = _Office(world)

    def take_a_while(_: int) -> None:
        end = time.monotonic() + 1.5 * SHORT
        while (rest := end - time.monotonic()) > 0:
            time.sleep(rest)

    office.on_call = take_a_while
    pool = answer(office, 1, SHORT)
    world.note("slow", _acquired(pool))
    world.note("again", _acquired(pool))
    pool.close()
    office.tell()


def give_back(answer: Any, world: Any, broken: bool) -> None:
    """Two wait for the only connection; it comes back, or is broken, and then comes back again."""
    office = _Office(world)
    pool = answer(office, 1, LONG)
    error = ValueError("the block's own") if broken else None
    holder = _Borrower(office, pool, "holder", error)
    world.note("holder", holder.state())
    waiting = [_Borrower(office, pool, name) for name in ("first waiter", "second waiter")]
    waits = [each.waits() for each in waiting]
    world.note("waited", all(waits))

    def look_who_comes(_: _Connection) -> None:
        for each in waiting:
            each.waits()

    if broken:
        office.on_close = look_who_comes
    world.note("holder's error", _is_its_own(holder, error))
    office.on_close = _nothing
    served = _first_who_got_one(office, waiting)
    world.note("served", served.state() if served else "nothing")
    if served is None:
        office.tell()
        return
    other = next(each for each in waiting if each is not served)
    other.waits()
    world.note("other", other.state() if other.got.is_set() else "waits")
    world.note("end", served.ends())
    world.note("served next", other.state())
    world.note("end of the next", other.ends())
    world.note("made", office.calls)
    _finish(office, pool)


def _is_its_own(borrower: _Borrower, error: BaseException | None) -> str:
    ended = borrower.ends()
    return "its own" if ended != "still waiting" and borrower.error is error else ended


def _first_who_got_one(office: _Office, waiting: list[_Borrower]) -> _Borrower | None:
    end = time.monotonic() + office.patience
    while time.monotonic() < end:
        for each in waiting:
            if each.got.wait(0.001):
                return each
    office.patience = NO_LONGER
    return None


def _finish(office: _Office, pool: Any) -> None:
    """Close the pool, and note what is still open afterwards."""
    closing = _Thread(office, "closing", pool.close)
    office.world.note("closing", closing.fared())
    office.tell()


def fail_to_make(answer: Any, world: Any) -> None:
    """A factory fails while somebody waits for the place."""
    office = _Office(world)
    called, fail = threading.Event(), threading.Event()
    error = ConnectionError("no connection today")

    def first_fails(number: int) -> None:
        if number == 1:
            called.set()
            fail.wait(4 * LIMIT)
            raise error

    office.on_call = first_fails
    pool = answer(office, 1, LONG)
    maker = _Borrower(office, pool, "maker")
    office.soon(called)
    waiter = _Borrower(office, pool, "waiter")
    waiter.waits()
    fail.set()
    world.note("maker's error", _is_its_own(maker, error))
    world.note("waiter", waiter.state())
    world.note("end", waiter.ends())
    _finish(office, pool)


def make_slowly(answer: Any, world: Any) -> None:
    """While one connection is being made, others fill a free place, take idle ones, and give back what they have."""
    office = _Office(world)
    called, make = threading.Event(), threading.Event()

    def second_is_slow(number: int) -> None:
        if number == 2:
            called.set()
            make.wait(4 * LIMIT)

    office.on_call = second_is_slow
    pool = answer(office, 3, LONG)
    holder = _Borrower(office, pool, "holder")
    world.note("holder", holder.state())
    maker = _Borrower(office, pool, "maker")
    office.soon(called)
    steps = world.notes["meanwhile"] = {}

    def meanwhile() -> None:
        place = _Borrower(office, pool, "one with a free place")
        steps["a free place was not filled"] = place.state() == "a connection"
        if not steps["a free place was not filled"]:
            return
        steps["a connection could not be given back"] = place.ends() == "ended"
        idle = _Borrower(office, pool, "one who takes an idle one")
        steps["an idle one was not given"] = idle.state() == "a connection" and office.calls == 3
        waiter = _Borrower(office, pool, "waiter")
        waiter.waits()
        steps["the last one could not be given back"] = holder.ends() == "ended"
        steps["who waited did not get what came back"] = waiter.state() == "a connection"
        steps["its user could not give it back"] = waiter.ends() == "ended" and idle.ends() == "ended"

    meanwhile()
    make.set()
    world.note("maker", maker.state())
    world.note("maker's end", maker.ends())
    holder.ends()
    _finish(office, pool)


def time_out_while_making(answer: Any, world: Any) -> None:
    """The timeout of one thread ends while another makes the only connection."""
    office = _Office(world)
    called, make = threading.Event(), threading.Event()

    def is_slow(_: int) -> None:
        called.set()
        make.wait(4 * LIMIT)

    office.on_call = is_slow
    pool = answer(office, 1, SHORT)
    maker = _Borrower(office, pool, "maker")
    office.soon(called)
    late = _Borrower(office, pool, "late one")
    world.note("late one", late.state())
    late.go.set()
    make.set()
    world.note("maker", maker.state())
    world.note("maker's end", maker.ends())
    late.fared()
    _finish(office, pool)


def make_together(answer: Any, world: Any) -> None:
    """Two connections are being made when a third is asked for, and there may be two."""
    office = _Office(world)
    both, make = threading.Barrier(3), threading.Event()

    def wait_for_the_other(number: int) -> None:
        if number <= 2:
            both.wait(LIMIT)
            make.wait(4 * LIMIT)

    office.on_call = wait_for_the_other
    pool = answer(office, 2, LONG)
    makers = [_Borrower(office, pool, name) for name in ("first maker", "second maker")]
    try:
        both.wait(LIMIT)
        world.note("together", True)
    except threading.BrokenBarrierError:
        world.note("together", False)
    third = _Borrower(office, pool, "third one")
    third.waits()
    world.note("calls", office.calls)
    make.set()
    world.note("makers", [each.state() for each in makers])
    world.note("end", makers[0].ends())
    world.note("third one", third.state())
    for each in (makers[1], third):
        each.ends()
    _finish(office, pool)


def close_in_use(answer: Any, world: Any) -> None:
    """Closes a pool of which two connections are idle and two are in use; the block of one of these raises."""
    office = _Office(world)
    pool = answer(office, 4, LONG)
    error = ValueError("the block's own")
    users = [_Borrower(office, pool, f"user {number}", error if number == 2 else None) for number in range(1, 5)]
    world.note("users", [each.state() for each in users])
    lent = users[:2]
    for each in users[2:]:
        each.ends()
    numbers = [each.connection.number for each in lent if each.has_one]
    closing = _Thread(office, "closing", pool.close)
    world.note("closing", closing.fared())
    world.note("closed too early", [number for number in office.closed() if number in numbers])
    world.note("idle left", [each.number for each in office.made if not each.is_closed and each.number not in numbers])
    later = _Borrower(office, pool, "later one")
    world.note("later", later.state())
    later.go.set()
    again = _Thread(office, "closing again", pool.close)
    world.note("again", again.fared())
    world.note("closed by it", [number for number in office.closed() if number in numbers])
    world.note("ends", [lent[0].ends(), _is_its_own(lent[1], error)])
    world.note("left", [each.number for each in office.made if not each.is_closed])
    office.tell()


def close_on_waiting(answer: Any, world: Any) -> None:
    """Closes a pool while two threads wait for its only connection."""
    office = _Office(world)
    pool = answer(office, 1, LONG)
    holder = _Borrower(office, pool, "holder")
    world.note("holder", holder.state())
    waiting = [_Borrower(office, pool, name) for name in ("first waiter", "second waiter")]
    for each in waiting:
        each.waits()
    closing = _Thread(office, "closing", pool.close)
    world.note("closing", closing.fared())
    world.note("waiting", [each.state() for each in waiting])
    for each in waiting:
        each.go.set()
    world.note("end", holder.ends())
    world.note("left", [each.number for each in office.made if not each.is_closed])
    office.tell()


def all_together(answer: Any, world: Any, threads: int, times: int, size: int) -> None:
    """Threads acquire and give back as fast as they can; some of the blocks raise."""
    office = _Office(world)
    pool = answer(office, size, LONG)
    start = threading.Barrier(threads)
    shared: list[int] = []
    done: list[int] = []

    def work(number: int) -> None:
        start.wait(4 * LIMIT)
        for turn in range(times):
            with contextlib.suppress(KeyError), pool.acquire() as connection:
                with office.lock:
                    connection.users += 1
                    shared.append(connection.users)
                time.sleep(0)
                with office.lock:
                    connection.users -= 1
                    done.append(turn)
                if (turn + number) % 4 == 0:
                    raise KeyError("a block that fails")

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        workers = [_Thread(office, f"worker {number}", functools.partial(work, number)) for number in range(threads)]
        world.note("workers", sorted({each.fared() for each in workers}))
    finally:
        sys.setswitchinterval(interval)
    world.note("users", max(shared, default=0))
    world.note("done", len(done))
    _finish(office, pool)


# -- the scenarios


def _pool(draw: Draw) -> Iterator[Scenario]:
    here = f"{__name__}:"
    yield _one_thread("a pool used in one thread", 2)
    yield _one_thread("a pool of one", 1, keyword=True, equal=False)
    yield _one_thread("a larger pool", draw.randrange(3, 6))
    yield Scenario(
        "two pools",
        [
            _saw("own", True, GIVES, "a pool gave a connection that another pool's factory had made"),
            _saw("other", "a connection", REFUSES, "another pool was closed, and an acquire ended with {}"),
            ends_well(GIVES),
        ],
        drive=f"{here}two_pools",
    )
    yield Scenario(
        "a factory that takes longer than the timeout",
        [
            _saw("slow", "a connection", OWN_TIME, "it ended with {}"),
            _saw("again", "a connection", REUSES, "the next acquire ended with {}"),
            ends_well(GIVES),
        ],
        drive=f"{here}slow_factory",
    )
    for timeout in (SHORT, 0):
        yield Scenario(
            f"a timeout of {timeout} seconds, and one of one connection in use",
            [
                _saw("holder", "a connection", GIVES, "the first acquire ended with {}"),
                _at_most(1),
                _saw("late one", "TimeoutError", TIMES_OUT, "who asked for one more: {}"),
                _saw("too early", False, TIMES_OUT, "TimeoutError came before the time was over"),
                _saw("holder's end", "ended", GIVES, "who had the connection: {}"),
                _saw("afterwards", "a connection", PLACE, "after a timeout, with one free again: {}"),
                ends_well(GIVES),
            ],
            [timeout],
            drive=f"{here}time_out",
        )
    yield Scenario(
        "a connection that comes back and is taken again, several times while another thread waits",
        [
            _saw("in time", True, TIMES_OUT, "who waited was still there after twice the timeout"),
            ends_well(TIMES_OUT),
        ],
        drive=f"{here}woken_in_vain",
    )
    yield from _waiting(here)
    yield from _making(here)
    yield from _closing(here)
    threads, times = 4, 6
    yield Scenario(
        "four threads, and a pool of two",
        [
            _saw("workers", ["ended"], TOGETHER, "of the threads came {}"),
            _saw("users", 1, TOGETHER, "a connection was lent to {} at once"),
            _saw("done", threads * times, TOGETHER, f"of {threads * times} blocks {{}} were run"),
            _at_most(2),
            _saw("closing", "ended", CLOSES_IDLE, "close(): {}"),
            ends_well(TOGETHER),
        ],
        [threads, times, 2],
        drive=f"{here}all_together",
    )
    for kind in (*BLOCKS, "SystemExit"):
        yield _one_thread(f"a block that raises {kind}", 2, raising="broken", block=kind)
    for kind in BLOCKS:
        yield _one_thread(f"a block that closes the pool, and raises {kind}", 2, raising="closed", block=kind)
    yield _one_thread("steps that fail", 3, raising="never", faults=True)


def _one_thread(
    when: str,
    size: int,
    *,
    keyword: bool = False,
    equal: bool = True,
    raising: str = "",
    block: str = "",
    faults: bool = False,
) -> Scenario:
    expect = [
        _saw("given", True, GIVES, "what stands after `as` was nothing that factory had made"),
        _saw("made for one", 1, NEEDED, "factory had been called {} times where one connection was needed"),
        _saw("reused", True, REUSES, "the second acquire did not give the one that had come back"),
        _saw("closed when well", [], REUSES, "after a good block it had been closed"),
    ]
    if size > 1:
        expect += [
            _saw("two", True, AT_MOST, "two blocks, one in the other, had the same connection"),
            _saw("made for two", 2, NEEDED, "factory had been called {} times where two connections were needed"),
        ]
    expect += [
        _saw("broken closed", [] if faults else [True], BROKEN, "when the block was over it had not been closed"),
        _saw("calls", min(size, 2), NEEDED, "factory had been called {} times, once where nobody needed a connection"),
    ]
    after = [
        _saw("lent again", False, BROKEN, "the one whose block had raised was lent again"),
        _saw("at once", size, PLACE, f"of {size} connections that there may be only {{}} could be acquired"),
        _at_most(size),
        _saw("closing", "ended", CLOSES_IDLE, "close() raised {}"),
        _saw("lent closed", False, CLOSES_LENT, "close() closed what was in use"),
        _saw("later", "RuntimeError", REFUSES, "an acquire after close() ended with: {}"),
        _saw("again", "ended", AGAIN, "the second close() raised {}"),
        _saw("closes", 0, AGAIN, "the second close() closed {} once more, or what was in use"),
    ]
    expect += [
        *after,
        _saw("idle left", [], CLOSES_IDLE, "after close() these idle ones were still open: {}"),
        _saw("left", [], CLOSES_LENT, "what came back was still open: {}"),
    ]
    return Scenario(
        when,
        expect if block else [*expect, ends_well(GIVES)],
        [size, keyword, equal, raising],
        drive=f"{__name__}:use",
        block=block,
        faults=faults,
        expect_after_fault=after,
    )


def _waiting(here: str) -> Iterator[Scenario]:
    for broken in (False, True):
        expect = [
            _saw("holder", "a connection", GIVES, "the first acquire ended with {}"),
            _saw("waited", True, AT_MOST, "who asked for one more did not have to wait"),
            _saw("holder's error", "its own", BROKEN if broken else REUSES, "who gave it back: {}"),
            _at_most(1),
            _saw("served", "a connection", WAKES, "one came free, and those who waited for it got: {}"),
            _saw("other", "waits", WAKES, "one came free, two waited, and the second one of them: {}"),
            _saw("end", "ended", WAKES, "who then gave it back: {}"),
            _saw("served next", "a connection", WAKES, "it came free again, and the last one who waited: {}"),
            _saw("end of the next", "ended", WAKES, "who then gave it back: {}"),
        ]
        if broken:
            expect.append(_saw("made", 2, NEEDED, "{} connections were made, where 2 were needed"))
        else:
            expect.append(_saw("made", 1, REUSES, "{} connections were made, where each came back whole"))
        expect += [_saw("closing", "ended", CLOSES_IDLE, "close(): {}"), ends_well(WAKES)]
        yield Scenario(
            f"two threads that wait for the only connection, {'whose block raises' if broken else 'which comes back'}",
            expect,
            [broken],
            drive=f"{here}give_back",
        )
    yield Scenario(
        "a factory that fails while somebody waits",
        [
            _saw("maker's error", "its own", FACTORY_FAILS, "who had called factory: {}"),
            _saw("waiter", "a connection", FACTORY_FAILS, "factory had failed, and who waited for the place: {}"),
            _saw("end", "ended", FACTORY_FAILS, "who then gave it back: {}"),
            _at_most(1),
            _saw("closing", "ended", CLOSES_IDLE, "close(): {}"),
            ends_well(FACTORY_FAILS),
        ],
        drive=f"{here}fail_to_make",
    )


def _making(here: str) -> Iterator[Scenario]:
    def held_up(run: Run) -> str | None:
        reached = run.notes.get("meanwhile", {})
        return next((f"while one was being made, {what}" for what, well in reached.items() if not well), None)

    yield Scenario(
        "a slow factory, and others who use the pool",
        [
            _saw("holder", "a connection", GIVES, "the first acquire ended with {}"),
            Expectation(HELD_UP, held_up),
            _saw("maker", "a connection", HELD_UP, "who had called the slow factory: {}"),
            _saw("maker's end", "ended", HELD_UP, "who had called the slow factory: {}"),
            _at_most(3),
            _saw("closing", "ended", CLOSES_IDLE, "close(): {}"),
            ends_well(HELD_UP),
        ],
        drive=f"{here}make_slowly",
    )
    yield Scenario(
        "a slow factory, and another thread's timeout",
        [
            _saw("late one", "TimeoutError", HELD_UP, "while the only one was being made, who asked for one: {}"),
            _saw("maker", "a connection", HELD_UP, "who had called the slow factory: {}"),
            _saw("maker's end", "ended", HELD_UP, "who had called the slow factory: {}"),
            _at_most(1),
            _saw("closing", "ended", CLOSES_IDLE, "close(): {}"),
            ends_well(HELD_UP),
        ],
        drive=f"{here}time_out_while_making",
    )
    yield Scenario(
        "two that are being made when a third one is asked for",
        [
            _saw("together", True, HELD_UP, "the second one was not made while the first one was"),
            _saw("calls", 2, AT_MOST, "factory was called {} times at once, where two may exist"),
            _at_most(2),
            _saw("makers", ["a connection"] * 2, HELD_UP, "of the two came {}"),
            _saw("end", "ended", HELD_UP, "who gave one back: {}"),
            _saw("third one", "a connection", WAKES, "one came free, and who waited for it: {}"),
            _saw("closing", "ended", CLOSES_IDLE, "close(): {}"),
            ends_well(HELD_UP),
        ],
        drive=f"{here}make_together",
    )


def _closing(here: str) -> Iterator[Scenario]:
    yield Scenario(
        "a pool that is closed with two in use",
        [
            _saw("users", ["a connection"] * 4, GIVES, "of four acquires came {}"),
            _saw("closing", "ended", CLOSES_IDLE, "close(): {}"),
            _saw("closed too early", [], CLOSES_LENT, "close() closed what was in use: {}"),
            _saw("idle left", [], CLOSES_IDLE, "after close() these idle ones were still open: {}"),
            _saw("later", "RuntimeError", REFUSES, "an acquire after close(): {}"),
            _saw("again", "ended", AGAIN, "the second close(): {}"),
            _saw("closed by it", [], AGAIN, "the second close() closed what was in use: {}"),
            _saw("ends", ["ended", "its own"], CLOSES_LENT, "who gave theirs back: {}"),
            _saw("left", [], CLOSES_LENT, "these came back, and were still open: {}"),
            _at_most(4),
            ends_well(CLOSES_LENT),
        ],
        drive=f"{here}close_in_use",
    )
    yield Scenario(
        "a pool that is closed while two threads wait",
        [
            _saw("holder", "a connection", GIVES, "the first acquire ended with {}"),
            _saw("closing", "ended", CLOSES_IDLE, "close(): {}"),
            _saw("waiting", ["RuntimeError"] * 2, TELLS, "of those who waited came {}"),
            _saw("end", "ended", CLOSES_LENT, "who gave it back: {}"),
            _saw("left", [], CLOSES_LENT, "these came back, and were still open: {}"),
            _at_most(1),
            ends_well(TELLS),
        ],
        drive=f"{here}close_on_waiting",
    )


EXERCISE = Exercise("9.2", _pool)
