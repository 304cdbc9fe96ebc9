"""Records lives: keeps the clock, finds the line of the watched code that is responsible, follows exceptions."""

from __future__ import annotations

import ast
import contextlib
import linecache
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from types import CodeType, FrameType, TracebackType
from typing import Any, Self

from leakproof.watching import resources
from leakproof.watching.lives import Life, Moment, Place, Raised, Recording, Release
from leakproof.watching.patches import Patches

Owner = Callable[[CodeType], bool | None]
"""Says of a piece of code: ``True``, it is watched; ``False``, it is not, nor is what it calls; ``None``, it acts for
whoever called it (a library)."""

MOST_TICKS = 20_000
"""Lines executed after that many are no longer counted one by one."""


class Recorder:
    """Watches the code that `owner` calls its own, from `start` to `stop`; `install` comes before, `uninstall` after,
    and a ``with`` does all four.

    `on_step` is called for every operation (its name and the resource): *before* one that acquires, reads or writes,
    *after* one that releases. It may raise: that is how faults are injected. Every watched object is put into
    `keep_in`, if that is given, so that the garbage collector cannot release anything by luck. `namespaces` are those with
    an ``open`` of their own, as IPython's.
    """

    def __init__(
        self,
        owner: Owner,
        *,
        namespaces: Iterable[dict[str, Any]] = (),
        on_step: Callable[[str, str, bool], None] | None = None,
        keep_in: list[object] | None = None,
    ) -> None:
        self.recording = Recording()
        self.patches = Patches()
        self.active = False
        self.descriptors: dict[int, Life] = {}
        """The lives of bare descriptors, by number."""
        self._owner = owner
        self._namespaces = list(namespaces)
        self.on_step = on_step
        self._keep_in = keep_in
        self._busy = threading.local()
        self._fresh_tick = False
        self._exceptions: list[tuple[Raised, FrameType | None]] = []
        self._trees: dict[str, tuple[frozenset[int], frozenset[int]]] = {}

    # -- the time in which it watches

    def install(self) -> None:
        """Put the watched forms of everything in place. They behave as the ordinary ones until `start`."""
        resources.install(self, self._namespaces)

    def uninstall(self) -> None:
        """Put the ordinary forms back."""
        self.patches.undo()

    def start(self, caller: FrameType | None = None) -> None:
        """Begin a new recording; `caller` is a frame that is already running and is to be followed from its next line
        on."""
        self.recording, self._fresh_tick = Recording(), False
        self.descriptors.clear()
        self.active = True
        self._old_trace = sys.gettrace(), threading.gettrace()
        threading.settrace(self._trace)
        sys.settrace(self._trace)
        if caller is not None:
            caller.f_trace = self._trace_lines

    def stop(self, ended_with: BaseException | None = None) -> Recording:
        """Stop watching and give what was recorded. `ended_with` is the exception that left the watched code, if one
        did."""
        old_trace, old_thread_trace = self._old_trace
        sys.settrace(old_trace)
        threading.settrace(old_thread_trace)  # type: ignore[arg-type]
        self.active = False
        self._settle_exceptions(ended_with)
        return self.recording

    # -- what the watched resources report

    def responsible(self) -> FrameType | None:
        """The innermost frame of watched code that is behind the present call; ``None`` when it is nobody's, when
        nothing is being watched, or inside another watched operation (which then is the one that counts)."""
        if not self.active or self.is_inside():
            return None
        frame: FrameType | None = sys._getframe(1)
        while frame is not None:
            owned = self._owner(frame.f_code)
            if owned is not None:
                return frame if owned else None
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

    def step(self, name: str, target: str, *, release: bool = False) -> None:
        """Say that an operation is about to take place (or, if it releases, has taken place)."""
        if self.on_step is not None:
            self.on_step(name, target, release)

    def opened(self, kind: str, name: str, frame: FrameType) -> Life:
        """A resource has been acquired on the line that `frame` is at."""
        life = Life(len(self.recording.lives) + 1, kind, name, self._moment(frame))
        self.recording.lives.append(life)
        return life

    def keep(self, thing: object) -> None:
        """Keep it from the garbage collector, if this recorder does so."""
        if self._keep_in is not None:
            self._keep_in.append(thing)

    def in_finalizer(self) -> bool:
        """Whether the present call comes from a ``__del__``, and so from the garbage collector."""
        frame: FrameType | None = sys._getframe(1)
        while frame is not None and self._owner(frame.f_code) is not True:
            if frame.f_code.co_name == "__del__":
                return True
            frame = frame.f_back
        return False

    def used(self, life: Life, operation: str, frame: FrameType) -> None:
        """A resource has been used."""
        if len(life.uses) < MOST_TICKS:
            life.uses.append((operation, self._moment(frame)))

    def released(self, life: Life, how: Release, call: str, frame: FrameType | None = None) -> None:
        """A resource has been released; only the first time counts. `frame` is looked for when not given."""
        if life.how is not Release.NEVER or not self.active:
            return
        life.how, life.call = how, call
        life.released = self._moment(frame or self._nearest_frame())

    # -- the clock

    def _moment(self, frame: FrameType | None) -> Moment:
        ticks = self.recording.ticks
        line = (frame.f_lineno or 0) if frame else (ticks[-1] if ticks else 0)
        if not self._fresh_tick or not ticks or ticks[-1] != line:
            ticks.append(line)
        self._fresh_tick = False
        return Moment(len(ticks) - 1, _place(frame, line), threading.current_thread().name)

    def _nearest_frame(self) -> FrameType | None:
        frame: FrameType | None = sys._getframe(1)
        while frame is not None and self._owner(frame.f_code) is not True:
            frame = frame.f_back
        return frame

    # -- lines and exceptions

    def _trace(self, frame: FrameType, event: str, _: Any) -> Callable[..., Any] | None:
        if event == "call" and self._owner(frame.f_code) is True and self.active:
            return self._trace_lines
        return None

    def _trace_lines(self, frame: FrameType, event: str, argument: Any) -> Callable[..., Any] | None:
        if not self.active:
            return None
        if event == "line":
            if len(self.recording.ticks) < MOST_TICKS:
                self.recording.ticks.append(frame.f_lineno)
                self._fresh_tick = True
            if self._exceptions:
                self._look_for_handler(frame)
        elif event == "exception":
            self._exception_passes(argument[1], frame)
        return self._trace_lines

    def _exception_passes(self, error: BaseException | None, frame: FrameType) -> None:
        if error is None or isinstance(error, StopIteration | StopAsyncIteration | GeneratorExit):
            return
        seen = getattr(error, "_leakproof_raised", None)
        if seen is None or seen not in [raised for raised, _ in self._exceptions]:
            seen = Raised(type(error).__name__, str(error), self._moment(frame))
            # The mark is put on the exception, not kept beside it: to keep the exception would keep its frames
            # alive, and with them resources that would have been released.
            with contextlib.suppress(AttributeError):
                error._leakproof_raised = seen  # type: ignore[attr-defined]
            self.recording.exceptions.append(seen)
        else:
            self._exceptions = [pair for pair in self._exceptions if pair[0] is not seen]
            seen.caught = None
        self._exceptions.append((seen, frame))

    def _look_for_handler(self, frame: FrameType) -> None:
        handlers, withs = self._handlers(frame.f_code.co_filename)
        line, tick = frame.f_lineno, len(self.recording.ticks) - 1
        if line not in handlers and line not in withs:
            return
        for raised, where in reversed(self._exceptions):
            if where is not frame:
                continue
            # An ``except`` that did not match is followed at once by the next one.
            if raised.caught is None or (line in handlers and raised.caught.tick == tick - 1):
                raised.caught = Moment(tick, _place(frame, line), threading.current_thread().name)
                return

    def _settle_exceptions(self, ended_with: BaseException | None) -> None:
        last = getattr(ended_with, "_leakproof_raised", None)
        if last is not None:
            last.caught = None
            with contextlib.suppress(AttributeError):
                del ended_with._leakproof_raised  # type: ignore[union-attr]
        self._exceptions.clear()

    def _handlers(self, file_name: str) -> tuple[frozenset[int], frozenset[int]]:
        """The lines of ``except`` clauses and of ``with`` statements in a watched file."""
        if file_name not in self._trees:
            try:
                nodes = list(ast.walk(ast.parse("".join(linecache.getlines(file_name)))))
            except (SyntaxError, ValueError):
                nodes = []
            self._trees[file_name] = (
                frozenset(node.lineno for node in nodes if isinstance(node, ast.ExceptHandler)),
                frozenset(node.lineno for node in nodes if isinstance(node, ast.With | ast.AsyncWith)),
            )
        return self._trees[file_name]

    # -- as a context manager, for Python programs

    def __enter__(self) -> Self:
        self.install()
        self.start()
        return self

    def __exit__(
        self, _: type[BaseException] | None, error: BaseException | None, __: TracebackType | None
    ) -> None:
        self.stop(error)
        self.uninstall()


def _place(frame: FrameType | None, line: int) -> Place:
    if frame is None:
        return Place(line, "")
    code = frame.f_code
    return Place(line, linecache.getline(code.co_filename, line).strip(), code.co_name)
