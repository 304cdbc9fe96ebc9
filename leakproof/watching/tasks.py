"""Watched tasks of asyncio: from their creation until they have ended. Each has a lane of its own."""

from __future__ import annotations

import asyncio
import functools
import os
import re
import sys
import types
import weakref
from collections.abc import Generator
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from leakproof.watching.lives import Life, Release

if TYPE_CHECKING:
    from leakproof.watching.recorder import Recorder

KIND = "task"
CANCELLED = "cancelled"

Task = asyncio.Task[Any]

_NUMBERED = re.compile("Task-[0-9]+")
_ASYNCIO = str(Path(asyncio.__file__).parent) + os.sep
_RUNS_MAIN = (asyncio.Runner.run.__code__, asyncio.BaseEventLoop.run_until_complete.__code__)
_RUNS_CALLBACK = asyncio.Handle._run.__code__


class Tasks:
    """The tasks of one recording. None is kept alive by being known here.

    The task that runs the watched code, and one that an ``asyncio.run`` makes of the coroutine that it is given, is
    no life, and has the lane of its thread.
    """

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._main: weakref.WeakSet[Task] = weakref.WeakSet()
        self._lanes: weakref.WeakKeyDictionary[Task, str] = weakref.WeakKeyDictionary()
        self._lives: weakref.WeakKeyDictionary[Task, Life] = weakref.WeakKeyDictionary()
        self._unnamed: list[weakref.ref[Task]] = []
        self._numbers = 0

    def install(self) -> None:
        """Watch what all ways to make a task have in common."""
        true = asyncio.BaseEventLoop.create_task

        @functools.wraps(true)
        def create_task(loop: Any, coro: Any, **kwargs: Any) -> Task:
            task: Task = true(loop, coro, **kwargs)
            if _is_for_main(sys._getframe(1)):
                self._main.add(task)
            elif isinstance(task, asyncio.Task) and hasattr(coro, "cr_code") and self._recorder.watches(coro.cr_code):
                self._made(task, self._recorder.responsible() or coro.cr_frame)
            return task

        self._recorder.patches.attribute(asyncio.BaseEventLoop, "create_task", create_task)

    def begin(self) -> None:
        """A new recording begins: of the task that is running, if one is."""
        for memory in (self._lanes, self._lives, self._unnamed):
            memory.clear()
        self._numbers = 0
        running = _running()
        if running is not None:
            self._main.add(running)

    def finish(self) -> None:
        """The recording is about to end. What is told of the end of a task later comes too late."""
        self._name_all()
        for task, life in list(self._lives.items()):
            if task.done():
                self._ended(life, task)
        self._lives.clear()

    def lane(self, *, name_it: bool) -> str | None:
        """The lane of the task that is running; ``None`` when it is that of the thread. Tasks that were not seen yet
        only have one if they are to be named now."""
        task = _running()
        if task is None or task in self._main:
            return None
        return self._name(task) if name_it else self._lanes.get(task)

    def _made(self, task: Task, frame: FrameType | None) -> None:
        self._name_all()
        life = self._recorder.opened(KIND, "", frame)
        self._lives[task] = life
        if task in self._lanes:  # it has begun already, being an eager one
            life.name = self._lanes[task]
        else:
            self._unnamed.append(weakref.ref(task))
        self._recorder.keep(task)
        task.add_done_callback(functools.partial(self._ended, life))

    def _ended(self, life: Life, task: Task) -> None:
        self._name_all()
        error = None if task.cancelled() else task._exception  # `exception()` would mark it as seen
        words = CANCELLED if task.cancelled() else f"failed with {type(error).__name__}" if error else ""
        self._recorder.released(life, Release.ENDED, words)

    def _name(self, task: Task) -> str:
        self._name_all()
        if task not in self._lanes:
            name = task.get_name()
            if _NUMBERED.fullmatch(name):
                self._numbers += 1
                name = f"Task-{self._numbers} ({getattr(task.get_coro(), '__name__', '')})".removesuffix(" ()")
            self._lanes[task] = name
        return self._lanes[task]

    def _name_all(self) -> None:
        """Name what was made so far, in that order. Some Pythons name a task only after it is made."""
        unnamed, self._unnamed = self._unnamed, []
        for reference in unnamed:
            task = reference()
            if task is not None and task in self._lives:
                self._lives[task].name = self._name(task)


def is_loop(frame: FrameType) -> bool:
    """Whether it is a loop that runs what somebody has asked for earlier: whoever started the loop did not."""
    return frame.f_code is _RUNS_CALLBACK


@types.coroutine
def inside(recorder: Recorder, coroutine: Any) -> Generator[Any, Any, Any]:
    """Await `coroutine`, which is one operation: what it does in its steps are none of their own."""
    send, value = coroutine.send, None
    while True:
        try:
            with recorder.inside():
                asked = send(value)
        except StopIteration as end:
            return end.value
        try:
            send, value = coroutine.send, (yield asked)
        except GeneratorExit:
            coroutine.close()
            raise
        except BaseException as error:
            send, value = coroutine.throw, error


def _running() -> Task | None:
    loop = asyncio._get_running_loop()
    return asyncio.current_task(loop) if loop is not None else None


def _is_for_main(frame: FrameType | None) -> bool:
    """Whether a loop that does not run yet is about to run, for this one task."""
    while frame is not None and frame.f_code.co_filename.startswith(_ASYNCIO) and not is_loop(frame):
        if frame.f_code in _RUNS_MAIN:
            return True
        frame = frame.f_back
    return False
