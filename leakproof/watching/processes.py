"""Watched child processes: from the start until somebody has taken note of the end; and the pipes to them."""

from __future__ import annotations

import asyncio
import asyncio.base_subprocess
import functools
import os
import subprocess
import sys
import weakref
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from leakproof.watching.files import file_name, watch_stream
from leakproof.watching.lives import Life, Release

if TYPE_CHECKING:
    from leakproof.watching.recorder import Recorder

Lives = weakref.WeakKeyDictionary[subprocess.Popen[Any], Life]


def install(recorder: Recorder) -> None:
    """Watch the class ``subprocess.Popen``."""
    lives: Lives = weakref.WeakKeyDictionary()
    true_init = subprocess.Popen.__init__

    @functools.wraps(true_init)
    def init(self: subprocess.Popen[Any], args: Any, *rest: Any, **kwargs: Any) -> None:
        frame = recorder.responsible()
        with recorder.inside():
            true_init(self, args, *rest, **kwargs)
        if frame is None:
            return
        name = _name(args)
        lives[self] = recorder.opened("process", name, frame)
        recorder.keep(self)
        if frame is sys._getframe(1):  # the learner's own; that of `subprocess.run` closes its pipes
            for stream in ("stdin", "stdout", "stderr"):
                if getattr(self, stream) is not None:
                    watched = watch_stream(recorder, getattr(self, stream), f"{stream} of {name}", frame)
                    setattr(self, stream, watched)

    recorder.patches.attribute(subprocess.Popen, "__init__", init)
    for name in ("poll", "wait", "communicate", "__exit__"):
        recorder.patches.attribute(subprocess.Popen, name, _ending(recorder, lives, name))
    transport = asyncio.base_subprocess.BaseSubprocessTransport
    recorder.patches.attribute(transport, "_process_exited", _noted_by_loop(recorder, lives))


def _noted_by_loop(recorder: Recorder, lives: Lives) -> Any:
    true: Any = asyncio.base_subprocess.BaseSubprocessTransport._process_exited

    @functools.wraps(true)
    def exited(self: Any, returncode: int) -> None:
        life = lives.get(self._proc)
        true(self, returncode)
        if life is not None:
            recorder.released(life, Release.ENDED)

    return exited


def _ending(recorder: Recorder, lives: Lives, name: str) -> Any:
    true = getattr(subprocess.Popen, name)

    @functools.wraps(true)
    def ending(self: subprocess.Popen[Any], *args: Any, **kwargs: Any) -> Any:
        if recorder.is_inside():
            return true(self, *args, **kwargs)
        frame = recorder.responsible()
        try:
            with recorder.inside():
                return true(self, *args, **kwargs)
        finally:
            for stream in (self.stdin, self.stdout, self.stderr):
                life = getattr(stream, "_life", None)
                if stream is not None and stream.closed and life is not None:
                    recorder.released_by_call(life, f"{name}()", frame)
            process = lives.get(self)
            if process is not None and self.returncode is not None:
                recorder.released_by_call(process, f"{name}()", frame)

    return ending


def _name(args: Any) -> str:
    """The name of the program that is started; Python is called ``python``, whatever its file is called here."""
    if isinstance(args, str):
        first: Any = args.strip().partition(" ")[0]
    else:
        first = args if isinstance(args, bytes | os.PathLike) else next(iter(args), "")
    name = file_name(first)
    if name == file_name(sys.executable):
        return "python"
    return PurePath(name).stem if name.lower().endswith(".exe") else name
