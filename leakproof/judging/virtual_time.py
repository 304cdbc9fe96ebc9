"""An event loop whose clock jumps: where nothing is left to do until a time, that time comes at once.

So a timeout of an hour is judged in a millisecond, and every run of an answer is the same.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import selectors
import socket
import time
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterator
from typing import Any

LONGEST = 1e7
"""Virtual seconds after which a run is stuck: it waits again and again, and nothing else happens."""

_TURNS = 500
"""So often the loop turns at one moment before somebody is taken to ask again and again, with ``sleep(0)``, whether
something has come that takes time: then some time passes, as it would."""

_TURNS_OF_ONE_WHO_ASKS = 10
"""The same, once somebody has done so."""

_WHILE = 0.5
"""Virtual seconds that pass then, if no timer is due before; more where none has been for long."""

_LONG = 20.0
"""How many seconds that is."""

_PATIENCE = 0.05
"""Real seconds to wait at a time for what other threads do."""


class Stuck(BaseException):
    """Every task waits for something that never comes."""


class VirtualLoop(asyncio.SelectorEventLoop):
    """Runs coroutines in virtual time. `keep` is told of every asynchronous generator that is begun."""

    def __init__(self, keep: Callable[[AsyncGenerator[Any, Any]], None]) -> None:
        self.now = 0.0
        self._keep_generator = keep
        self._elsewhere = 0
        self._turns, self._most_turns, self._turned_at = 0, _TURNS, 0.0
        self.timer_at = 0.0
        """When the last timer was due."""
        super().__init__(_Selector(self))
        self.set_exception_handler(lambda *_: None)  # what is left over is reported in another way
        self._own_descriptors = len(self._selector.get_map())  # type: ignore[attr-defined]

    def time(self) -> float:
        """Virtual seconds since the loop was made."""
        return self.now

    def run_in_executor(self, executor: Any, func: Any, *args: Any) -> Any:  # type: ignore[override]
        """As usual; virtual time waits for the thread."""
        self._elsewhere += 1
        future = super().run_in_executor(executor, func, *args)
        future.add_done_callback(self._is_back)
        return future

    def _is_back(self, _: object) -> None:
        self._elsewhere -= 1

    def waits_for_others(self) -> bool:
        """Whether something real is going on: in a thread, or at a socket."""
        return self._elsewhere > 0 or len(self._selector.get_map()) > self._own_descriptors  # type: ignore[attr-defined]

    def turn(self) -> None:
        """Another turn, without waiting: somebody had something to do."""
        if self._turned_at != self.now:
            self._turned_at, self._turns = self.now, 0
        self._turns += 1
        timers = self._scheduled  # type: ignore[attr-defined]
        if self._turns <= self._most_turns or not timers or self.waits_for_others():
            return
        self._most_turns = _TURNS_OF_ONE_WHO_ASKS
        due, step = timers[0].when(), max(_WHILE, self.now - self.timer_at - _LONG)
        if due <= self.now + step:
            self.now = self.timer_at = max(self.now, due)
        else:
            self.now += step

    def _asyncgen_firstiter_hook(self, agen: AsyncGenerator[Any, Any]) -> None:
        self._keep_generator(agen)
        super()._asyncgen_firstiter_hook(agen)  # type: ignore[misc]


class _Selector(selectors.DefaultSelector):
    def __init__(self, loop: VirtualLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> Any:
        ready = super().select(0)
        if timeout == 0:
            self._loop.turn()
            return ready
        if ready:
            return ready
        if self._loop.waits_for_others():
            return super().select(_PATIENCE)
        if timeout is None or self._loop.now > LONGEST:
            raise Stuck
        self._loop.now += max(timeout, 0)
        self._loop.timer_at = self._loop.now
        return []


def run(
    main: Callable[[VirtualLoop], Coroutine[Any, Any, Any]], keep: Callable[[AsyncGenerator[Any, Any]], None]
) -> tuple[Any, list[str]]:
    """Run the coroutine that `main` makes, to its end. Gives its result, and what the answer has left running, as the
    names of tasks. What it raises passes, with these names in its ``left``; `Stuck` when it never ends."""
    loop = VirtualLoop(keep)
    task: asyncio.Task[Any] | None = None
    try:
        task = loop.create_task(main(loop))
        try:
            return loop.run_until_complete(task), _left(loop, task)
        except BaseException as error:
            error.left = _left(loop, task)  # type: ignore[attr-defined]
            raise
    finally:
        if loop._default_executor is not None:  # type: ignore[attr-defined]
            with contextlib.suppress(BaseException):
                loop.run_until_complete(loop.shutdown_default_executor())
        with contextlib.suppress(RuntimeError):
            loop.close()


def _left(loop: VirtualLoop, main: asyncio.Task[Any]) -> list[str]:
    return sorted(task.get_name() for task in asyncio.all_tasks(loop) if task is not main and not task.done())


@contextlib.contextmanager
def clocks(blocked: Callable[[str], None]) -> Iterator[None]:
    """In this block the module `time` tells virtual time wherever a `VirtualLoop` runs. `blocked` is told when
    somebody sleeps there, or connects synchronously, and so holds up the loop; nobody really sleeps."""
    true_connect = socket.create_connection
    true = {name: getattr(time, name) for name in ("sleep", "monotonic", "perf_counter", "time")}

    def loop() -> VirtualLoop | None:
        running = asyncio._get_running_loop()
        return running if isinstance(running, VirtualLoop) else None

    def virtual(name: str) -> Any:
        @functools.wraps(true[name])
        def clock() -> float:
            running = loop()
            return float(true[name]()) if running is None else running.now

        return clock

    @functools.wraps(true["sleep"])
    def sleep(seconds: float, /) -> None:
        running = loop()
        if running is None:
            true["sleep"](seconds)
            return
        blocked("time.sleep()")
        running.now += seconds

    @functools.wraps(true_connect)
    def connect(*args: Any, **kwargs: Any) -> socket.socket:
        if loop() is not None:
            blocked("socket.create_connection()")
        return true_connect(*args, **kwargs)

    setattr(time, "sleep", sleep)  # noqa: B010
    setattr(socket, "create_connection", connect)  # noqa: B010
    for name in ("monotonic", "perf_counter", "time"):
        setattr(time, name, virtual(name))
    try:
        yield
    finally:
        socket.create_connection = true_connect
        for name, function in true.items():
            setattr(time, name, function)
