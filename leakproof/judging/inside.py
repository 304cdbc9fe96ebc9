"""Runs in the judged process: carries out one run after another, each in a new world, and reports what happened.

Nothing here decides anything. What this process says of itself is compared by the judge with what the system says.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import errno
import gc
import heapq
import inspect
import linecache
import locale
import os
import socket
import sys
import tempfile
import threading
import types
from collections.abc import AsyncGenerator, Callable, Iterable
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, Literal

from leakproof.judging import limits, virtual_time
from leakproof.judging.channel import Channel
from leakproof.judging.state import State
from leakproof.judging.values import encode, type_name
from leakproof.watching.lives import Life, Release
from leakproof.watching.recorder import Recorder

ANSWER = "<your answer>"
"""The file name under which an answer is compiled."""
LOST = 113
"""The exit code of a process that can no longer reach the judge."""
MOST_USES = 300
"""Uses of one resource in a report; a picture shows no more."""

_OURS = (
    str(Path(__file__).parent) + os.sep,
    str(Path(__file__).parent.parent / "exercises") + os.sep,
)
_getpid, _exit = os.getpid, os._exit  # an answer may put something else in their place

_hidden: dict[str, types.ModuleType] = {}
"""This package's modules, out of the answer's way."""


class UnforeseenError(Exception):
    """The ordinary exception that the judge injects: one that no answer can have foreseen."""


class World:
    """What an exercise's driver has beside the answer: steps that can fail, and a note for the judge."""

    def __init__(self, order: dict[str, Any], recorder: Recorder, kept: list[object]) -> None:
        self._observe: str = order["observe"]
        self._block: str = order["block"]
        self._fault: dict[str, Any] | None = order["fault"]
        self.steps: list[tuple[str, str, bool]] = []
        self.notes: dict[str, Any] = {}
        self.injected: dict[str, BaseException] = {}
        """What was raised on purpose: as ``fault``, as ``block``, and under names that a driver gives to errors of its
        own."""
        self.indirect: list[int] = []
        """The steps that were made by other tasks than the one that runs the driver."""
        self.disturbed = False
        """Set by a driver in whose run something goes wrong on purpose, in a way of its own."""
        self.tasks_left: list[str] = []
        self.main: asyncio.Task[Any] | None = None
        """The task that runs the driver, and the answer."""
        self.loop: virtual_time.VirtualLoop | None = None
        self._callers: list[asyncio.Task[Any]] = []
        self.released_again: list[str] = []
        self.in_order: list[int] = []
        self._began = False
        self._recorder = recorder
        self._kept = kept
        self._generators: set[FrameType] = set()

    def begin(self) -> None:
        """From now on steps count."""
        self._began = True

    def step(self, name: str, target: str = "", release: bool = False) -> None:
        """Something that can fail is about to be done (or, a release, has been done). Raises if this run's fault is
        at this step."""
        self._keep_generators()
        if self.loop is not None and name == "sqlite3.connect" and asyncio._get_running_loop() is self.loop:
            self.blocks_the_loop("sqlite3.connect()")
        if not self._began or self._is_stream(target):
            return
        self.steps.append((name, target, release))
        if self._observe:
            self.look(f"{name}()")
        if self._fault is not None and len(self.steps) == self._fault["step"]:
            self.injected["fault"] = make_error(self._fault["error"])
            raise self.injected["fault"]

    # -- for asynchronous drivers

    async def wait(
        self,
        name: str,
        target: str = "",
        release: bool = False,
        seconds: float = 1.0,
        cancelled: Literal["at once", "half way", "never"] = "at once",
    ) -> None:
        """As `step`, at an ``await`` of so many virtual seconds. It can also be cancelled: the task that runs the
        answer is, here; ``at once``, or ``half way`` through, when everything that was begun at the same time is
        under way. An error comes when the time is over."""
        self._keep_generators()
        assert self.main is not None
        self.steps.append((name, target, release))
        number, task = len(self.steps), asyncio.current_task()
        if task is not self.main:
            self.indirect.append(number)
        is_fault = self._fault is not None and number == self._fault["step"]
        error = make_error(self._fault["error"]) if is_fault and self._fault is not None else None
        timer: asyncio.TimerHandle | None = None
        if isinstance(error, asyncio.CancelledError):
            if cancelled == "at once":
                self._cancel(task, error)
            elif cancelled == "half way":
                timer = asyncio.get_running_loop().call_later(seconds / 2, self._cancel, task, error)
        try:
            await asyncio.sleep(seconds)
        finally:
            if timer is not None:
                timer.cancel()
        if error is not None and not isinstance(error, asyncio.CancelledError):
            self.injected["fault"] = error
            raise error

    def _cancel(self, task: asyncio.Task[Any] | None, error: BaseException) -> None:
        runs_the_answer = task if task in self._callers else self.main
        if runs_the_answer is not None and runs_the_answer.cancel():
            self.injected["fault"] = error

    def calls(self) -> None:
        """The present task, made by the driver, is one that runs the answer, too: its steps cancel it, and no other."""
        task = asyncio.current_task()
        assert task is not None
        self._callers.append(task)

    async def async_block(self, seconds: float = 1.0) -> None:
        """As `block`; the block can also be cancelled, and otherwise takes some virtual seconds."""
        if self._block == "CancelledError":
            assert self.main is not None
            self.injected["block"] = make_error(self._block)
            self.main.cancel()
        await asyncio.sleep(seconds)
        if self._block and self._block != "CancelledError":
            self.block()

    def blocks_the_loop(self, what: str) -> None:
        """The answer has held up the whole event loop by this."""
        if any(frame.f_code.co_filename == ANSWER for frame in _frames(sys._getframe(2))):
            self.notes["blocked"] = what

    def keep_generator(self, generator: AsyncGenerator[Any, Any]) -> None:
        """One of the answer's own that is dropped is not closed by luck here."""
        if generator.ag_code.co_filename == ANSWER:  # type: ignore[attr-defined]
            self._kept.append(generator)

    def enter_thread(self, name: str) -> None:
        """The present thread, made by the driver, is called so in the recording. What it acquires and releases has an
        order of its own."""
        self._recorder.enter_lane(name)

    # -- for drivers: blocks, and what is handed to the answer

    def block(self) -> None:
        """Stands in the block of a manager: raises what the scenario says that the block raises."""
        if self._block:
            self.injected["block"] = make_error(self._block)
            raise self.injected["block"]

    def not_yet(self, happened: Iterable[object] = ()) -> None:
        """Stands before a block is entered: no step may have been made by now, and nothing else may have
        `happened`."""
        early = [name for name, _, _ in self.steps] + list(map(str, happened))
        self.notes["early"] = early[0] if early else ""

    def lend(self, kind: str, name: str = "", in_order: bool = True) -> Life:
        """The answer has just acquired something that the driver gave it, and has to release it again, once; of two
        that are lent `in_order`, the later one first."""
        life = self._recorder.opened(kind, name, self._answers_frame())
        if in_order:
            self.in_order.append(life.number)
        return life

    def take_back(self, life: Life, call: str) -> None:
        """What was lent has just been released by this call; which may then be made to fail. The garbage collector is
        no caller."""
        if self._recorder.in_finalizer():
            self._recorder.dropped(life)
            return
        self.release(life, call)
        self.step(call, f"{life.kind} {life.name}".strip(), release=True)

    def release(self, life: Life, call: str) -> None:
        """As `take_back`, without a step: for a release that takes a while, and `wait`s afterwards."""
        if life.how is not Release.NEVER:
            self.released_again.append(f"{life.kind} {life.name}".strip())
        self._recorder.released_by_call(life, call, self._answers_frame())

    def _answers_frame(self) -> FrameType | None:
        frame: FrameType | None = sys._getframe(2)
        while frame is not None and frame.f_code.co_filename != ANSWER:
            frame = frame.f_back
        return frame

    def note(self, name: str, value: Any) -> None:
        """Tell the judge something that was seen; `value` is anything that JSON can hold."""
        self.notes[name] = value

    def look(self, moment: str = "the next line") -> None:
        """Note what a reader of the observed file finds now, if it is something new."""
        seen = self.notes.setdefault("seen", [])
        content = _content(self._observe)
        if not seen or seen[-1][1] != content:
            seen.append((moment, content))

    def _is_stream(self, target: str) -> bool:
        """Whether it is a socket or a pipe: what is done with those is no step of a file."""
        for life in self._recorder.recording.lives:
            if life.name == target:
                return life.kind in ("socket", "pipe")
        return False

    def _keep_generators(self) -> None:
        """A generator of the answer's that is dropped closes what it holds: by the garbage collector, not by itself.
        So those that do something here are kept alive as well; that of `heapq.merge` too, which closes the file that
        it reads last if it is dropped before its end, as every ``yield from`` does."""
        frame: FrameType | None = sys._getframe(2)
        while frame is not None:
            code = frame.f_code
            kept = code.co_filename in (ANSWER, heapq.merge.__code__.co_filename)
            if kept and code.co_flags & inspect.CO_GENERATOR and frame not in self._generators:
                self._generators.add(frame)
                self._kept += _generators_of(frame, gc.get_objects(0)) or _generators_of(frame, gc.get_objects())
            frame = frame.f_back


def _generators_of(frame: FrameType, things: list[Any]) -> list[Any]:
    return [thing for thing in things if type(thing) is types.GeneratorType and thing.gi_frame is frame]


def make_error(name: str) -> BaseException:
    """A new exception to inject: ``UnforeseenError``, ``KeyboardInterrupt``, ``SystemExit``, or ``OSError`` or one of
    its subclasses with a plausible error number; ``CancelledError`` stands for a cancellation."""
    if name == "UnforeseenError":
        return UnforeseenError("injected by the check")
    if name == "KeyboardInterrupt":
        return KeyboardInterrupt()
    if name == "SystemExit":
        return SystemExit("injected by the check")
    if name == "CancelledError":
        return asyncio.CancelledError()
    numbers = {
        "OSError": errno.EIO,
        "PermissionError": errno.EACCES,
        "TimeoutError": errno.ETIMEDOUT,
        "FileNotFoundError": errno.ENOENT,
    }
    return OSError(numbers[name], "injected by the check")


class Inside:
    """The judged process. It is prepared once, in the process that all others are forked from, and then `serve`s."""

    def __init__(self) -> None:
        self._kept: list[object] = []
        self._recorder = Recorder(_owner, keep_in=self._kept)
        self._recorder.install()
        self._unwatched: list[str] = []
        sys.addaudithook(self._audit)
        self._state = State()
        for module in [module for module in sys.modules if module.partition(".")[0] == "leakproof"]:
            _hidden[module] = sys.modules.pop(module)

    def serve(self, end: socket.socket, folder: Path) -> None:
        """Take the answer, then orders, until the judge hangs up. `folder` is this process's own."""
        pid = _getpid()
        channel = Channel(end)
        first = channel.receive()
        if first is None:
            return
        _redirect_streams(folder)
        source, name = first["source"], first["name"]
        linecache.cache[ANSWER] = (len(source), None, source.splitlines(keepends=True), ANSWER)
        code = compile(source, ANSWER, "exec", dont_inherit=True)
        missing = limits.apply(folder)
        for variable in ("TMPDIR", "TEMP", "TMP"):
            os.environ[variable] = first["temporary"]
        os.chdir(first["folder"])
        self._folder = first["folder"]
        gc.set_threshold(100_000, 50, 1000)  # no collection by chance in the middle of a run
        self._state.begin()
        channel.send({"ready": True, "missing": missing})
        while (order := channel.receive()) is not None:
            self._kept.clear()
            self._unwatched.clear()
            report = _run(code, name, order, self._recorder, self._kept, pid)
            report["changed"] = self._state.changes()
            report["unwatched"] = list(self._unwatched)
            channel.send(report)

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Called by Python itself: a file is being opened. Does what watches it know?"""
        recorder = self._recorder
        if event != "open" or not recorder.active or recorder.is_inside():
            return
        path, _, flags = arguments
        if isinstance(path, str | bytes) and _is_for_the_answer(sys._getframe(1)):
            path = os.path.abspath(os.fsdecode(path))
            # From 3.13 on a traceback looks for a file "<unknown>": nothing comes of such an open.
            comes_of_it = flags & (os.O_CREAT | os.O_WRONLY | os.O_RDWR) or os.path.exists(path)
            if path.startswith(self._folder + os.sep) and comes_of_it:
                self._unwatched.append(os.path.basename(path))


def _redirect_streams(folder: Path) -> None:
    with open(folder / "printed", "wb", buffering=0) as printed:
        os.dup2(printed.fileno(), 1)
        os.dup2(printed.fileno(), 2)
    with open(os.devnull, "rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", errors="backslashreplace", closefd=False, buffering=1)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False, buffering=1)  # noqa: SIM115


def _run(
    code: CodeType, name: str, order: dict[str, Any], recorder: Recorder, kept: list[object], pid: int
) -> dict[str, Any]:
    world = World(order, recorder, kept)
    recorder.on_step = world.step
    recorder.on_line = world.look if order["observe"] else None
    tempfile.tempdir = None
    # In the place of `__main__` for as long as the run lasts.
    module = types.ModuleType("__main__")
    sys.modules["__main__"] = module
    error: BaseException | None = None
    result: Any = None
    before = set(threading.enumerate())
    usual_locale = locale.setlocale(locale.LC_CTYPE)
    if order["locale"]:
        locale.setlocale(locale.LC_CTYPE, order["locale"])
    loaded = can_be_called = False
    drive = _driver(order["drive"])
    is_async = inspect.iscoroutinefunction(drive)
    recorder.start()
    try:
        with virtual_time.clocks(world.blocks_the_loop) if is_async else contextlib.nullcontext():
            exec(code, module.__dict__)
            answer = module.__dict__[name]
            loaded, can_be_called = True, callable(answer)
            if can_be_called:
                world.begin()
                arguments = [answer, world, *map(_argument, order["arguments"])]
                result = _run_async(drive, arguments, world) if is_async else drive(*arguments)
    except BaseException as raised:
        error = raised
    finally:
        if _getpid() != pid:
            _exit(0)  # a copy of this process, made by the answer: it has nothing to say here
    recording = recorder.stop(error)
    if order["locale"]:
        locale.setlocale(locale.LC_CTYPE, usual_locale)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(Exception):
            stream.flush()
    for life in recording.lives:
        del life.uses[MOST_USES:]
    report = {
        "loaded": loaded,
        "callable": can_be_called,
        "step count": len(world.steps),
        "steps": world.steps if order["tell steps"] else [],
        "injected": "fault" in world.injected,
        "block": "block" in world.injected,
        "disturbed": world.disturbed,
        "indirect": world.indirect,
        "tasks": world.tasks_left,
        "stuck": isinstance(error, virtual_time.Stuck),
        "released again": world.released_again,
        "in order": world.in_order,
        "notes": world.notes,
        "recording": recording.to_dict(),
        "threads": _still_running(set(threading.enumerate()) - before, order["patient"]),
        "open": [life.number for life in recording.lives if _is_open(life)],
    }
    if error is None:
        report["returned"] = encode(result)
    else:
        report["raised"] = _describe(error, world.injected)
        with contextlib.suppress(Exception):
            error.__traceback__ = None
    kept += [error, result]
    return report


def _is_open(life: Life) -> bool:
    return life.how in (Release.NEVER, Release.LUCK)


def _describe(error: BaseException, injected: dict[str, BaseException]) -> dict[str, Any]:
    line, trace = 0, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == ANSWER:
            line = trace.tb_lineno
        trace = trace.tb_next
    try:
        text = str(error)[:300]
    except BaseException:
        text = ""
    number = error.errno if isinstance(error, OSError) else None
    return {
        "type": type_name(type(error)),
        "bases": [type_name(base) for base in type(error).__mro__],
        "text": text,
        "errno": number if isinstance(number, int) else 0,
        "injected": next((source for source, each in injected.items() if _is_that(error, each)), ""),
        "line": line,
    }


def _is_that(error: BaseException, injected: BaseException) -> bool:
    """Whether it is the very one. Of a cancellation there are as many objects as tasks that it goes through."""
    both = isinstance(error, asyncio.CancelledError) and isinstance(injected, asyncio.CancelledError)
    return error is injected or both


def _run_async(drive: Callable[..., Any], arguments: list[Any], world: World) -> Any:
    async def main(loop: virtual_time.VirtualLoop) -> Any:
        world.main, world.loop = asyncio.current_task(), loop
        return await drive(*arguments)

    try:
        result, world.tasks_left = virtual_time.run(main, world.keep_generator)
    except BaseException as error:
        world.tasks_left = getattr(error, "left", [])
        raise
    return result


def _frames(frame: FrameType | None) -> Iterable[FrameType]:
    while frame is not None:
        yield frame
        frame = frame.f_back


def _content(name: str) -> str | None:
    """What a reader of the file finds at this moment, in base64; ``None``: no file."""
    try:
        return base64.b64encode(Path(name).read_bytes()).decode()
    except OSError:
        return None


def _owner(code: CodeType) -> bool | None:
    if code.co_filename == ANSWER:
        return True
    return False if code.co_filename.startswith(_OURS) else None


def _is_for_the_answer(frame: FrameType | None) -> bool:
    while frame is not None and (owned := _owner(frame.f_code)) is None:
        frame = frame.f_back
    return frame is not None and owned is True


def _driver(where: str) -> Callable[..., Any]:
    if where == "call":
        return _call
    module, _, function = where.partition(":")
    found: Callable[..., Any] = getattr(_hidden[module], function)
    return found


def _call(answer: Callable[..., Any], _: World, *arguments: Any) -> Any:
    return answer(*arguments)


def _argument(argument: Any) -> Any:
    if not isinstance(argument, dict):
        return argument
    path = Path(argument["path"])
    return path if argument["as_path"] else str(path)


def _still_running(threads: set[threading.Thread], patient: bool) -> list[str]:
    for thread in threads:
        thread.join(0.2 if patient else 0)  # one that is about to end is no leak
    return [thread.name for thread in threads if thread.is_alive()]
