"""Watched managers: which were entered, and what the exit of each one saw and answered.

Only those that the watched code defines: classes, whose calls are traced, and generator functions under
``contextlib.contextmanager``.
"""

from __future__ import annotations

import contextlib
import functools
from dataclasses import dataclass
from types import FrameType
from typing import TYPE_CHECKING, Any

from leakproof.watching.exceptions import returns_normally
from leakproof.watching.lives import Life, Release

if TYPE_CHECKING:
    from leakproof.watching.recorder import Recorder

KIND = "manager"


@dataclass
class _Call:
    """An ``__enter__`` or ``__exit__`` that is being executed."""

    life: Life
    manager: int
    entering: bool
    saw: str = ""
    """The type of the error that an exit was told of."""
    saw_error: int = 0
    raised: str = ""
    raised_error: int = 0


class Managers:
    """The managers of one recording. None is kept alive by being known here."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._entered: dict[int, list[Life]] = {}
        self._calls: dict[int, _Call] = {}

    # -- classes: the watched code's own calls

    def called(self, frame: FrameType) -> None:
        """A function of the watched code begins."""
        code = frame.f_code
        if code.co_name not in ("__enter__", "__exit__") or not code.co_varnames:
            return
        manager, *arguments = _arguments(frame)
        caller = self._recorder.nearest_frame(frame.f_back)
        if code.co_name == "__enter__":
            life = self._recorder.opened(KIND, type(manager).__name__, caller)
            self._calls[id(frame)] = _Call(life, id(manager), True)
        elif self._entered.get(id(manager)):
            error = next((each for each in arguments if isinstance(each, BaseException)), None)
            life = self._entered[id(manager)].pop()
            saw = "" if error is None else type(error).__name__
            self._calls[id(frame)] = _Call(life, id(manager), False, saw, id(error))

    def raises(self, frame: FrameType, error: BaseException | None) -> None:
        """An exception has arrived in a frame of the watched code."""
        call = self._calls.get(id(frame))
        if call is not None and error is not None:
            call.raised, call.raised_error = type(error).__name__, id(error)

    def returns(self, frame: FrameType, value: object) -> None:
        """A function of the watched code ends."""
        call = self._calls.pop(id(frame), None)
        if call is None:
            return
        if returns_normally(frame):
            call.raised = ""
        self._over(call, value, self._recorder.nearest_frame(frame.f_back))

    # -- generator functions

    def install(self) -> None:
        """Watch those of ``contextlib.contextmanager``."""
        kind: Any = contextlib._GeneratorContextManager
        self._recorder.patches.attribute(kind, "__enter__", self._watched_enter(kind.__enter__))
        self._recorder.patches.attribute(kind, "__exit__", self._watched_exit(kind.__exit__))

    def _watched_enter(self, true: Any) -> Any:
        @functools.wraps(true)
        def enter(manager: Any) -> Any:
            if not self._recorder.watches(manager.gen.gi_code):
                return true(manager)
            frame = self._recorder.responsible()
            life = self._recorder.opened(KIND, manager.gen.__name__, frame)
            return self._run(_Call(life, id(manager), True), frame, true, manager)

        return enter

    def _watched_exit(self, true: Any) -> Any:
        @functools.wraps(true)
        def leave(manager: Any, kind: Any, error: Any, trace: Any) -> Any:
            if not self._entered.get(id(manager)):
                return true(manager, kind, error, trace)
            saw = "" if kind is None else kind.__name__
            call = _Call(self._entered[id(manager)].pop(), id(manager), False, saw, id(error))
            return self._run(call, self._recorder.responsible(), true, manager, kind, error, trace)

        return leave

    def _run(self, call: _Call, frame: FrameType | None, true: Any, *arguments: Any) -> Any:
        value = None
        try:
            value = true(*arguments)
        except BaseException as error:
            call.raised, call.raised_error = type(error).__name__, id(error)
            raise
        finally:
            self._over(call, value, frame)
        return value

    # -- both

    def _over(self, call: _Call, value: object, frame: FrameType | None) -> None:
        if not call.entering:
            call.life.answer = _answer(call, value)
            self._recorder.released(call.life, Release.WITH, frame=frame)
        elif call.raised:
            call.life.answer = f"entry raised {call.raised}: no exit"
            self._recorder.released(call.life, Release.ENDED, frame=frame)
        else:
            self._entered.setdefault(call.manager, []).append(call.life)


def _answer(call: _Call, value: object) -> str:
    saw = f"saw {call.saw}" if call.saw else "saw no error"
    if not call.raised:
        return f"{saw}, kept it" if call.saw and value else f"{saw}, let it pass" if call.saw else saw
    if call.saw and call.raised_error == call.saw_error:
        return f"{saw}, raised it again"
    return f"{saw}, raised {call.raised}"


def _arguments(frame: FrameType) -> list[Any]:
    code = frame.f_code
    values = [frame.f_locals.get(name) for name in code.co_varnames[: code.co_argcount]]
    if code.co_flags & 0x04:  # as (self, *error)
        values += frame.f_locals.get(code.co_varnames[code.co_argcount + code.co_kwonlyargcount], ())
    return values
