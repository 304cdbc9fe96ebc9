"""Watched files and bare descriptors: `open` by any of its names, `os.open` and its kin, pipes."""

from __future__ import annotations

import functools
import io
import os
import stat
import sys
import weakref
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING, Any

from leakproof.watching.lives import Life

if TYPE_CHECKING:
    from leakproof.watching.recorder import Recorder

READS = ("read", "read1", "readall", "readinto", "readinto1", "readline", "readlines", "peek", "__next__")
WRITES = ("write", "writelines", "flush", "truncate")
OTHERS = ("seek", "tell", "detach", "reconfigure")
"""These are no steps of their own, and neither is the flush that they may need."""
STANDARD_STREAMS = {0: "standard input", 1: "standard output", 2: "standard error"}


def install(recorder: Recorder, namespaces: list[dict[str, Any]]) -> None:
    """Watch all that opens files and descriptors; `namespaces` have an ``open`` of their own."""
    opener = _opener(recorder, io.open)
    for module in (sys.modules["builtins"], io, sys.modules["_io"]):
        recorder.patches.function(module, "open", opener)
    raw_files = _raw_files(recorder)
    for module in (io, sys.modules["_io"]):
        recorder.patches.attribute(module, "FileIO", raw_files)
    for namespace in namespaces:
        recorder.patches.item(namespace, "open", staticmethod(_opener(recorder, namespace["open"])))
    _install_descriptors(recorder)


def file_name(path: Any) -> str:
    """What a picture calls a file: the last part of its path."""
    try:
        name = os.fsdecode(path)
    except (TypeError, ValueError):
        return ""
    return os.path.basename(name.rstrip("/\\")) or name


def watch_stream(recorder: Recorder, true: Any, name: str, frame: FrameType) -> Any:
    """The watched form of the file object `true`, which is used up: one end of a pipe, opened at `frame`."""
    with recorder.inside():
        return _watch(recorder, _relayer(true), recorder.opened("pipe", name, frame), name)


# -- file objects


class _Watched:
    """What all watched file objects have beside their ordinary behaviour."""

    _recorder: Recorder | None = None
    _life: Life | None = None
    _label = ""
    _dropped = False

    def __exit__(self, *exception: Any) -> None:
        super().__exit__(*exception)  # type: ignore[misc]

    def _dealloc_warn(self, source: object) -> None:
        self._dropped = True  # the layer above was dropped and now closes this one
        super()._dealloc_warn(source)  # type: ignore[misc]

    def close(self) -> None:
        recorder = self._recorder
        if recorder is None or self.closed or recorder.is_inside():  # type: ignore[attr-defined]
            return super().close()  # type: ignore[misc,no-any-return]
        by_luck = self._dropped or getattr(self, "_finalizing", False) or recorder.in_finalizer()
        frame = None if by_luck else recorder.responsible()
        try:
            with recorder.inside():
                super().close()  # type: ignore[misc]
        finally:
            if self.closed and self._life is not None:  # type: ignore[attr-defined]
                if by_luck:
                    recorder.dropped(self._life)
                else:
                    recorder.released_by_call(self._life, "close()", frame)
        if frame is not None:
            recorder.step("close", self._label, release=True)
        return None


def _watch(recorder: Recorder, file: Any, life: Life | None, label: str) -> Any:
    if life is not None:
        # The garbage collector may close the raw file first: then nobody calls `close`.
        weakref.finalize(_raw_of(file), recorder.dropped, life).atexit = False
    layer = file
    while isinstance(layer, _Watched):
        layer._recorder, layer._life, layer._label = recorder, life, label
        layer = getattr(layer, "buffer", None)
    recorder.keep(file)
    return file


def _operation(base: type, name: str) -> Callable[..., Any]:
    true = getattr(base, name)
    shown = "read" if name == "__next__" else name

    @functools.wraps(true)
    def operation(self: Any, *args: Any, **kwargs: Any) -> Any:
        recorder = self._recorder
        frame = recorder.responsible() if recorder is not None else None
        if frame is None:
            return true(self, *args, **kwargs)
        if self._life is not None:
            recorder.used(self._life, shown, frame)
        recorder.step(shown, self._label)
        with recorder.inside():
            return true(self, *args, **kwargs)

    return operation


def _other(base: type, name: str) -> Callable[..., Any]:
    true = getattr(base, name)

    @functools.wraps(true)
    def other(self: Any, *args: Any, **kwargs: Any) -> Any:
        if self._recorder is None:
            return true(self, *args, **kwargs)
        with self._recorder.inside():
            return true(self, *args, **kwargs)

    return other


def _watched(base: Any) -> Any:
    def __repr__(self: Any) -> str:  # noqa: N807
        shown: str = base.__repr__(self)
        return shown.replace(f"<{base.__name__} ", f"<_io.{base.__name__} ", 1)

    def __reduce_ex__(self: Any, protocol: Any) -> Any:  # noqa: N807
        try:
            return base.__reduce_ex__(self, protocol)
        except TypeError as error:
            raise TypeError(str(error).replace(f"'{base.__name__}' obj", f"'_io.{base.__name__}' obj")) from None

    own = {name: _operation(base, name) for name in (*READS, *WRITES) if hasattr(base, name)}
    own |= {name: _other(base, name) for name in OTHERS if hasattr(base, name)}
    own |= {"__repr__": __repr__, "__reduce_ex__": __reduce_ex__}
    return type(base.__name__, (_Watched, base), {**own, "__module__": base.__module__, "__doc__": base.__doc__})


TextFile = _watched(io.TextIOWrapper)
BufferedReader = _watched(io.BufferedReader)
BufferedWriter = _watched(io.BufferedWriter)
BufferedRandom = _watched(io.BufferedRandom)
RawFile = _watched(io.FileIO)


def _opener(recorder: Recorder, true_open: Callable[..., Any]) -> Callable[..., Any]:
    """An ``open`` that gives watched files. It asks the true one first, so that arguments, defaults and errors are
    the true ones, and then puts watched layers over the same raw file."""

    @functools.wraps(true_open)
    def open(*args: Any, **kwargs: Any) -> Any:
        frame = recorder.responsible()
        if frame is None:
            return true_open(*args, **kwargs)
        file = _argument(args, kwargs, 0, "file", None)
        known = recorder.descriptors.get(file) if isinstance(file, int) else None
        kind, name = (known.kind, known.name) if known else _kind_and_name(recorder, file)
        if not isinstance(file, int):
            recorder.step("open", name or kind)
        with recorder.inside():
            true = true_open(*args, **kwargs)
            buffering = _argument(args, kwargs, 2, "buffering", -1)
            result = _relayer(true, buffering, _argument(args, kwargs, 5, "newline", None))
        life: Life | None = None
        if _raw_of(result).closefd:
            life = recorder.descriptors.pop(file, None) if known else recorder.opened(kind, name, frame)
        if life is not None and life.kind == "descriptor":
            life.kind = "file"
        return _watch(recorder, result, life, name or kind)

    return open


def _raw_files(recorder: Recorder) -> type:
    """An ``io.FileIO`` that gives watched files. Raw files are of this class if they are of the true one."""
    true = io.FileIO
    opener = _opener(recorder, lambda *args, **kwargs: true(*args, **kwargs))

    class Raw(type):
        def __call__(cls, *args: Any, **kwargs: Any) -> Any:
            return opener(*args, **kwargs) if cls is watched else super().__call__(*args, **kwargs)

        def __instancecheck__(cls, instance: object) -> bool:
            return isinstance(instance, true) if cls is watched else super().__instancecheck__(instance)

    watched = Raw("FileIO", (true,), {"__module__": "_io", "__doc__": true.__doc__})
    return watched


def _argument(args: Any, kwargs: Any, position: int, name: str, default: Any) -> Any:
    return args[position] if len(args) > position else kwargs.get(name, default)


def _kind_and_name(recorder: Recorder, file: Any) -> tuple[str, str]:
    if isinstance(file, int):
        return "file", STANDARD_STREAMS.get(file, "")
    if _is_tempfile(sys._getframe(2)) or file_name(file) in recorder.temporary_names:
        return "temporary file", ""
    return "file", file_name(file)


def _is_tempfile(caller: FrameType) -> bool:
    return caller.f_globals.get("__name__") == "tempfile"


def _raw_of(file: Any) -> Any:
    """The layer that has the descriptor."""
    buffered = getattr(file, "buffer", file)
    return getattr(buffered, "raw", buffered)


def _relayer(true: Any, buffering: int = -1, newline: str | None = None) -> Any:
    """The same layers over the same raw file, but watched ones."""
    if isinstance(true, io.FileIO):
        return _raw(true)
    if isinstance(true, io.TextIOWrapper):
        own = vars(true)
        how = true.encoding, true.errors, newline, true.line_buffering, true.write_through
        text = TextFile(_relayer(true.detach(), buffering), *how)
        vars(text).update(own)
        return text
    kinds = {
        io.BufferedReader: BufferedReader,
        io.BufferedWriter: BufferedWriter,
        io.BufferedRandom: BufferedRandom,
    }
    raw = true.detach()
    usual = max(getattr(raw, "_blksize", 0), io.DEFAULT_BUFFER_SIZE)
    return kinds[type(true)](raw, buffering if buffering > 1 else usual)


def _raw(true: io.FileIO) -> Any:
    """A raw file cannot be taken apart. The watched one gets its descriptor by way of a copy."""
    descriptor, mode, name = true.fileno(), true.mode, true.name
    if true.closefd:
        copy = os.dup(descriptor)
        true.close()
        os.dup2(copy, descriptor, inheritable=False)
        os.close(copy)
    watched = RawFile(descriptor, mode, closefd=true.closefd)
    watched.name = name
    return watched


# -- bare descriptors


def _install_descriptors(recorder: Recorder) -> None:
    used = {"sendfile": 1} | dict.fromkeys(
        "read pread readv preadv write pwrite writev pwritev ftruncate fsync copy_file_range splice".split(), 0
    )
    functions = {name: _on_descriptor(recorder, name, position) for name, position in used.items()}
    functions |= {"open": _opening(recorder), "pipe": _piping(recorder, "pipe"), "pipe2": _piping(recorder, "pipe2")}
    functions |= {"dup": _copying(recorder), "dup2": _copying_over(recorder)}
    functions |= {"close": _closing(recorder), "closerange": _closing_range(recorder)}
    for module in (sys.modules[name] for name in ("os", os.name)):
        for name, function in functions.items():
            recorder.patches.function(module, name, function)


def _name_of(recorder: Recorder, descriptor: Any) -> str:
    life = recorder.descriptors.get(descriptor)
    return life.name or life.kind if life is not None else STANDARD_STREAMS.get(descriptor, "a descriptor")


def _on_descriptor(recorder: Recorder, name: str, position: int) -> Callable[..., Any]:
    true: Any = getattr(os, name, None)

    def operation(*args: Any, **kwargs: Any) -> Any:
        frame = recorder.responsible()
        if frame is None:
            return true(*args, **kwargs)
        descriptor = args[position] if len(args) > position else None
        if isinstance(descriptor, int):
            life = recorder.descriptors.get(descriptor)
            if life is not None:
                recorder.used(life, f"os.{name}", frame)
            if life is not None or not _is_stream(descriptor):
                recorder.step(f"os.{name}", _name_of(recorder, descriptor))
        with recorder.inside():
            return true(*args, **kwargs)

    return operation


def _is_stream(descriptor: int) -> bool:
    """Whether it is one of the standard streams, or no regular file at all: those are no steps of files."""
    try:
        return descriptor in STANDARD_STREAMS or not stat.S_ISREG(os.fstat(descriptor).st_mode)
    except (OSError, OverflowError):
        return True


def _opening(recorder: Recorder) -> Callable[..., int]:
    true = os.open

    def open(*args: Any, **kwargs: Any) -> int:
        name = file_name(_argument(args, kwargs, 0, "path", None))
        if recorder.active and _is_tempfile(sys._getframe(1)):
            recorder.temporary_names.add(name)
        frame = recorder.responsible()
        if frame is None:
            return true(*args, **kwargs)
        kind, name = ("temporary file", "") if name in recorder.temporary_names else ("descriptor", name)
        recorder.step("os.open", name or kind)
        with recorder.inside():
            made = true(*args, **kwargs)
        recorder.descriptors[made] = recorder.opened(kind, name, frame)
        return made

    return open


def _piping(recorder: Recorder, name: str) -> Callable[..., tuple[int, int]]:
    true: Any = getattr(os, name, None)

    def pipe(*args: Any) -> tuple[int, int]:
        frame = recorder.responsible()
        made: tuple[int, int] = true(*args)
        if frame is not None:
            for descriptor, end in zip(made, ("reading end", "writing end"), strict=True):
                recorder.descriptors[descriptor] = recorder.opened("pipe", end, frame)
        return made

    return pipe


def _copying(recorder: Recorder) -> Callable[[int], int]:
    true = os.dup

    def dup(fd: int, /) -> int:
        frame = recorder.responsible()
        made = true(fd)
        if frame is not None:
            recorder.descriptors[made] = recorder.opened("descriptor", f"copy of {_name_of(recorder, fd)}", frame)
        return made

    return dup


def _copying_over(recorder: Recorder) -> Callable[..., int]:
    """What it replaces is closed by it. That was open before, unless watched code opened it, so the copy is no new
    descriptor that somebody would have to close."""
    true = os.dup2

    def dup2(fd: int, fd2: int, inheritable: bool = True) -> int:
        frame = recorder.responsible()
        if frame is None or fd == fd2:
            return true(fd, fd2, inheritable)
        replaced = recorder.descriptors.get(fd2)
        is_new = replaced is not None or not _is_open(fd2)
        made = true(fd, fd2, inheritable)
        if replaced is not None:
            recorder.released_by_call(replaced, "os.dup2()", frame)
        if is_new:
            recorder.descriptors[made] = recorder.opened("descriptor", f"copy of {_name_of(recorder, fd)}", frame)
        return made

    return dup2


def _is_open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except (OSError, OverflowError):
        return False
    return True


def _closing(recorder: Recorder) -> Callable[[int], None]:
    true = os.close

    def close(fd: int) -> None:
        frame = recorder.responsible()
        if frame is None:
            return true(fd)
        with recorder.inside():
            true(fd)
        life = recorder.descriptors.pop(fd, None)
        if life is not None:
            recorder.released_by_call(life, "os.close()", frame)
            recorder.step("os.close", life.name or life.kind, release=True)
        return None

    return close


def _closing_range(recorder: Recorder) -> Callable[[int, int], None]:
    true: Any = getattr(os, "closerange", None)

    def closerange(low: int, high: int, /) -> None:
        frame = recorder.responsible()
        true(low, high)
        if frame is not None:
            for descriptor in [number for number in recorder.descriptors if low <= number < high]:
                recorder.released_by_call(recorder.descriptors.pop(descriptor), "os.closerange()", frame)

    return closerange
