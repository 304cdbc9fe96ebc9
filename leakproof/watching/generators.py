"""Watched asynchronous generators of the watched code: from their first step until they have ended or are closed."""

from __future__ import annotations

import contextlib
import inspect
import opcode
from asyncio import CancelledError
from dataclasses import dataclass
from types import FrameType
from typing import TYPE_CHECKING

from leakproof.watching.exceptions import returns_normally
from leakproof.watching.lives import Life, Release
from leakproof.watching.tasks import CANCELLED

if TYPE_CHECKING:
    from leakproof.watching.recorder import Recorder

KIND = "async generator"

_RESUME = opcode.opmap["RESUME"]
_ENTERS_MANAGER = contextlib._AsyncGeneratorContextManager.__aenter__.__code__


@dataclass
class _Running:
    life: Life
    closed: Release | None = None
    """How it is being closed, if it is."""
    error: str = ""
    """The type of the last exception that arrived in it."""


class Generators:
    """The asynchronous generators of one recording, known by their frames. Those that are managers (by
    ``contextlib.asynccontextmanager``) are none."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._running: dict[int, _Running] = {}

    def called(self, frame: FrameType) -> None:
        """Watched code begins, or goes on."""
        if not frame.f_code.co_flags & inspect.CO_ASYNC_GENERATOR or not _is_first_step(frame):
            return
        self._running.pop(id(frame), None)  # that was another one, which is gone
        if frame.f_back is None or frame.f_back.f_code is not _ENTERS_MANAGER:
            caller = self._recorder.nearest_frame(frame.f_back) or frame
            self._running[id(frame)] = _Running(self._recorder.opened(KIND, frame.f_code.co_name, caller))

    def raises(self, frame: FrameType, error: BaseException) -> None:
        """An exception has arrived in a frame of the watched code."""
        running = self._running.get(id(frame))
        if running is not None:
            if isinstance(error, GeneratorExit):
                running.closed = self._closed(frame)
            running.error = CANCELLED if isinstance(error, CancelledError) else f"failed with {type(error).__name__}"

    def returns(self, frame: FrameType) -> None:
        """A frame of the watched code ends."""
        running = self._running.pop(id(frame), None)
        if running is None:
            return
        if running.closed is Release.LUCK:
            self._recorder.released(running.life, Release.LUCK)
            return
        caller = self._recorder.nearest_frame(frame.f_back) or frame  # what is thrown into it hides who called
        words = "aclose()" if running.closed else "" if returns_normally(frame) else running.error
        self._recorder.released(running.life, running.closed or Release.ENDED, words, caller)

    def _closed(self, frame: FrameType) -> Release:
        caller = self._recorder.nearest_frame(frame.f_back)
        if caller is None:
            return Release.LUCK
        return Release.WITH if self._recorder.leaves_with(caller) else Release.CALL


def _is_first_step(frame: FrameType) -> bool:
    code, at = frame.f_code.co_code, frame.f_lasti
    return code[at] == _RESUME and code[at + 1] == 0
