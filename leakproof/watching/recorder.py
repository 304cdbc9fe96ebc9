"""Records lives: keeps the clock, finds the line of the watched code that is responsible, follows exceptions."""

from __future__ import annotations

import contextlib
import itertools
import linecache
import os
import re
import sys
import threading
import weakref
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import CodeType, FrameType, TracebackType
from typing import Any, Self

from leakproof.watching import resources
from leakproof.watching.exceptions import Exceptions
from leakproof.watching.generators import Generators
from leakproof.watching.lives import Life, Moment, Place, Recording, Release
from leakproof.watching.managers import Managers
from leakproof.watching.patches import Patches
from leakproof.watching.sources import Source
from leakproof.watching.tasks import Tasks, is_loop

Owner = Callable[[CodeType], bool | None]
"""Says of a piece of code: ``True``, it is watched; ``False``, it is not, nor is what it calls; ``None``, it acts for
whoever called it (a library)."""

MOST_TICKS = 20_000
"""Lines executed after that many are no longer counted one by one."""

_NUMBERED = re.compile("(Thread|ThreadPoolExecutor)-([0-9]+)")
_OWN_FOLDER = str(Path(__file__).parent) + os.sep


class Recorder:
    """Watches the code that `owner` calls its own, from `start` to `stop`; `install` comes before, `uninstall` after,
    and a ``with`` does all four.

    `on_step` is called for every operation (its name and the resource): *before* one that acquires, reads or writes,
    *after* one that releases. It may raise: that is how faults are injected. Every watched object is put into
    `keep_in`, if that is given, so that the garbage collector cannot release anything by luck. `namespaces` are those
    with an ``open`` of their own, as IPython's. With `managers`, the watched code's own context managers are
    recorded too.
    """

    def __init__(
        self,
        owner: Owner,
        *,
        namespaces: Iterable[dict[str, Any]] = (),
        on_step: Callable[[str, str, bool], None] | None = None,
        keep_in: list[object] | None = None,
        managers: bool = False,
    ) -> None:
        self.recording = Recording()
        self.patches = Patches()
        self.active = False
        self.descriptors: dict[int, Life] = {}
        """The lives of bare descriptors, by number."""
        self.temporary_names: set[str] = set()
        """The random names of temporary files, which are not shown."""
        self._owner = owner
        self._namespaces = list(namespaces)
        self.on_step = on_step
        self.on_line: Callable[[], None] | None = None
        """Called before each line of watched code."""
        self._keep_in = keep_in
        self._busy = threading.local()
        self._fresh_tick = False
        self._exceptions = self._no_exceptions()
        self._managers = Managers(self) if managers else None
        self._tasks = Tasks(self)
        self._generators = Generators(self)
        self._sources: dict[str, Source] = {}
        self._lanes: dict[int, str] = {}
        self._thread_numbers: dict[str, dict[str, int]] = {}
        self._home: str | None = None
        self._old_trace: tuple[Any, Any] = None, None

    # -- the time in which it watches

    def install(self) -> None:
        """Put the watched forms of everything in place. They behave as the ordinary ones until `start`."""
        resources.install(self, self._namespaces)
        self._tasks.install()
        if self._managers is not None:
            self._managers.install()

    def uninstall(self) -> None:
        """Put the ordinary forms back."""
        self.patches.undo()

    def start(self, caller: FrameType | None = None) -> None:
        """Begin a new recording. `caller` is a frame that is already running and is to be followed from its next line
        on; what belongs to another file than it is then marked as such."""
        self._exceptions = self._no_exceptions()
        self.recording, self._fresh_tick = Recording(exceptions=self._exceptions.recorded), False
        for memory in (self.descriptors, self.temporary_names, self._lanes, self._thread_numbers):
            memory.clear()
        self._lanes[threading.main_thread().ident or 0] = "MainThread"
        self._tasks.begin()
        self._generators = Generators(self)
        self._home = caller.f_code.co_filename if caller is not None else None
        self._old_trace = sys.gettrace(), threading.gettrace()
        self.active = True
        threading.settrace(self._trace)
        sys.settrace(self._trace)
        if caller is not None:
            caller.f_trace = self._trace_lines

    def stop(self, ended_with: BaseException | None = None) -> Recording:
        """Stop watching and give what was recorded. `ended_with` is the exception that left the watched code, if one
        did."""
        old_trace, old_thread_trace = self._old_trace
        sys.settrace(old_trace)
        threading.settrace(old_thread_trace)
        self._tasks.finish()
        self.active = False
        if ended_with is not None:
            self._exceptions.escaped(ended_with)
        self._exceptions = self._no_exceptions()
        return self.recording

    # -- what the watched resources report

    def responsible(self) -> FrameType | None:
        """The innermost frame of watched code that is behind the present call; ``None`` when it is nobody's (a module
        that is being imported is nobody, nor is a running loop of asyncio), when nothing is being watched, or inside
        another watched operation (which then is the one that counts)."""
        if not self.active or self.is_inside():
            return None
        frame: FrameType | None = sys._getframe(1)
        while frame is not None:
            owned = self._owner(frame.f_code)
            if owned is not None:
                return frame if owned else None
            if frame.f_code.co_filename.startswith("<frozen importlib") or is_loop(frame):
                return None
            frame = frame.f_back
        return None

    def is_inside(self) -> bool:
        """Whether the present call is part of another watched operation."""
        return getattr(self._busy, "depth", 0) > 0

    @contextlib.contextmanager
    def inside(self) -> Iterator[None]:
        """What happens in this block is part of one operation, not operations of its own."""
        self._busy.depth = getattr(self._busy, "depth", 0) + 1
        try:
            yield
        finally:
            self._busy.depth -= 1

    def watches(self, code: CodeType) -> bool:
        """Whether this is a piece of the watched code, and it is being watched now."""
        return self.active and self._owner(code) is True

    def step(self, name: str, target: str, *, release: bool = False) -> None:
        """Say that an operation is about to take place (or, if it releases, has taken place)."""
        if self.on_step is not None:
            self.on_step(name, target, release)

    def opened(self, kind: str, name: str, frame: FrameType | None) -> Life:
        """A resource has been acquired on the line that `frame` is at (``None``: on nobody's line)."""
        life = Life(len(self.recording.lives) + 1, kind, name, self.moment(frame))
        self.recording.lives.append(life)
        return life

    def failed(self, life: Life) -> None:
        """The resource could not be acquired after all."""
        self.recording.lives.remove(life)

    def keep(self, thing: object) -> None:
        """Keep it from the garbage collector, if this recorder does so."""
        if self._keep_in is not None:
            self._keep_in.append(thing)

    def in_finalizer(self) -> bool:
        """Whether the present call comes from a ``__del__`` or a `weakref.finalize`, and so from the garbage
        collector."""
        frame: FrameType | None = sys._getframe(1)
        while frame is not None and not _is_finalizer(frame):
            frame = frame.f_back
        return frame is not None

    def used(self, life: Life, operation: str, frame: FrameType) -> None:
        """A resource has been used."""
        if len(life.uses) < MOST_TICKS:
            life.uses.append((operation, self.moment(frame)))

    def released_by_call(self, life: Life, call: str, frame: FrameType | None) -> None:
        """A resource has been released by the present call, which `frame` is behind. What it says is what the line
        does: it leaves a ``with``, or calls `call`, or something of a library, of which `call` is a part."""
        called = None if frame is None else self._called_by(frame)
        if frame is not None and self.leaves_with(frame):
            self.released(life, Release.WITH, call, frame)
        elif called is None or (_is_ours(called) and called.co_name != "__exit__"):
            self.released(life, Release.CALL, call, frame)
        else:
            self.released(life, Release.CALL, f"{called.co_name}()", frame)

    def dropped(self, life: Life) -> None:
        """A resource has been released because nothing referred to it any more."""
        self.released(life, Release.LUCK, frame=self.nearest_frame(sys._getframe(1)))

    def released(self, life: Life, how: Release, call: str = "", frame: FrameType | None = None) -> None:
        """A resource has been released; only the first time counts, and only as long as its recording lasts."""
        present = self.active and any(life is one for one in reversed(self.recording.lives))
        if not present or life.how is not Release.NEVER:
            return
        life.how, life.call = how, call
        life.released = self.moment(frame)

    def nearest_frame(self, frame: FrameType | None) -> FrameType | None:
        """From `frame` outwards the first one of watched code, whatever is in between but a running loop."""
        while frame is not None and not self._is_watched(frame):
            frame = None if is_loop(frame) else frame.f_back
        return frame

    def _called_by(self, frame: FrameType) -> CodeType | None:
        """What the line that `frame` is at has called, as far as it is Python."""
        called: FrameType | None = sys._getframe(2)
        while called is not None and called.f_back is not frame:
            called = called.f_back
        return called.f_code if called is not None else None

    def leaves_with(self, frame: FrameType) -> bool:
        """Whether `frame` is about to leave a ``with`` block."""
        positions = itertools.islice(frame.f_code.co_positions(), frame.f_lasti // 2, None)
        return next(positions, None) in self._source(frame.f_code.co_filename).withs

    # -- the clock

    def moment(self, frame: FrameType | None, line: int = 0) -> Moment:
        """Now: on the line that `frame` is at (or on another `line` of it), in the present task or thread. Without a
        frame it is nobody's line, 0."""
        ticks = self.recording.ticks
        if frame is None:
            place = Place(0, "")
        else:
            name, line = frame.f_code.co_filename, line or frame.f_lineno or 0
            function = _function(frame.f_code) if self._home not in (None, name) else ""
            place = Place(line, linecache.getline(name, line).strip(), function)
        at = place.line or (ticks[-1] if ticks else 0)
        if not self._fresh_tick or not ticks or ticks[-1] != at:
            ticks.append(at)
        self._fresh_tick = False
        lane = self._tasks.lane(name_it=frame is not None)
        return Moment(len(ticks) - 1, place, lane or self._lanes.get(threading.get_ident(), "another thread"))

    def lane_of(self, thread: threading.Thread) -> str:
        """What the recording calls a thread. Numbers that Python gave count from the first thread that is watched."""
        numbered = _NUMBERED.match(thread.name)
        if numbered is None:
            return thread.name
        prefix, number = numbered.groups()
        numbers = self._thread_numbers.setdefault(prefix, {})
        own = numbers.setdefault(number, len(numbers) + (prefix == "Thread"))
        return f"{prefix}-{own}{thread.name[numbered.end() :]}"

    def enter_lane(self, name: str) -> None:
        """From now on the present thread is called so."""
        self._lanes[threading.get_ident()] = name

    # -- lines and exceptions

    def _trace(self, frame: FrameType, _: str, __: Any) -> Callable[..., Any] | None:
        if not self.active:
            sys.settrace(None)  # in a thread that outlived the watched code
            return None
        if not self._is_watched(frame):
            return None
        self._generators.called(frame)
        if self._managers is not None:
            self._managers.called(frame)
        return self._trace_lines

    def _trace_lines(self, frame: FrameType, event: str, argument: Any) -> Callable[..., Any] | None:
        if not self.active:
            return None
        if event == "line":
            if len(self.recording.ticks) < MOST_TICKS:
                self.recording.ticks.append(frame.f_lineno)
                self._fresh_tick = True
            self._exceptions.goes_on(frame)
            if self.on_line is not None:
                self.on_line()
        elif event == "exception":
            self._exceptions.arrives(frame, argument[1], argument[2])
            self._generators.raises(frame, argument[1])
            if self._managers is not None:
                self._managers.raises(frame, argument[1])
        elif event == "return":
            if self._exceptions.leaves(frame, argument):
                self._generators.returns(frame)
            if self._managers is not None:
                self._managers.returns(frame, argument)
        return self._trace_lines

    def _is_watched(self, frame: FrameType) -> bool:
        return self._owner(frame.f_code) is True

    def _no_exceptions(self) -> Exceptions:
        return Exceptions(self._is_watched, self.moment, self._source)

    def _source(self, file_name: str) -> Source:
        if file_name not in self._sources:
            self._sources[file_name] = Source.of(file_name)
        return self._sources[file_name]

    # -- as a context manager, for Python programs

    def __enter__(self) -> Self:
        self.install()
        self.start()
        return self

    def __exit__(self, _: type[BaseException] | None, error: BaseException | None, __: TracebackType | None) -> None:
        self.stop(error)
        self.uninstall()


def _function(code: CodeType) -> str:
    """The name of the function; of what has no name of its own, as a comprehension, that of the one around it."""
    return next((part for part in reversed(code.co_qualname.split(".")) if not part.startswith("<")), code.co_name)


def _is_ours(code: CodeType) -> bool:
    return code.co_filename.startswith(_OWN_FOLDER)


def _is_finalizer(frame: FrameType) -> bool:
    if frame.f_code is weakref.finalize.__call__.__code__:
        return frame.f_locals.get("_") is not None  # who calls it by hand gives it nothing
    return frame.f_code.co_name == "__del__"
