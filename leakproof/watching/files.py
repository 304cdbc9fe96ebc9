"""Watched files and bare descriptors: `open` by any of its names, `os.open` and its kin, pipes."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from leakproof.watching.lives import Life, Release

if TYPE_CHECKING:
    from leakproof.watching.recorder import Recorder

_open = io.open

READS = ("read", "read1", "readall", "readinto", "readinto1", "readline", "readlines", "peek", "__next__")
WRITES = ("write", "writelines", "flush", "truncate")


def install(recorder: Recorder, namespaces: list[dict[str, Any]]) -> None:
    """Watch all that opens files and descriptors; `namespaces` have an ``open`` of their own."""
    patches = recorder.patches
    opener = _opener(recorder)
    for module in {id(m): m for m in (sys.modules["builtins"], io, sys.modules["_io"])}.values():
        patches.attribute(module, "open", opener)
    for namespace in namespaces:
        patches.item(namespace, "open", opener)
    _install_descriptors(recorder)


def file_name(path: Any) -> str:
    """What a picture calls a file: the last part of its path."""
    try:
        name = os.fspath(path)
    except TypeError:
        return ""
    text = os.fsdecode(name) if isinstance(name, bytes) else str(name)
    return os.path.basename(text.rstrip("/\\")) or text  # noqa: PTH119 - bytes and odd names too


# -- file objects


class _Watched:
    """What all watched file objects have beside their ordinary behaviour."""

    _recorder: Recorder | None = None
    _life: Life | None = None
    _label = ""
    _by_with = False
    _dropped = False

    def __exit__(self, *exception: Any) -> None:
        self._by_with = True
        try:
            super().__exit__(*exception)  # type: ignore[misc]
        finally:
            self._by_with = False

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
                    recorder.released(self._life, Release.LUCK, "")
                else:
                    how = Release.WITH if self._by_with else Release.CALL
                    recorder.released(self._life, how, "close()", frame)
        if frame is not None:
            recorder.step("close", self._label, release=True)
        return None


def _operation(name: str) -> Callable[..., Any]:
    shown = "read" if name == "__next__" else name

    def operation(self: Any, *args: Any, **kwargs: Any) -> Any:
        parent = getattr(super(type(self), self), name)
        recorder = self._recorder
        frame = recorder.responsible() if recorder is not None else None
        if frame is None:
            return parent(*args, **kwargs)
        if self._life is not None:
            recorder.used(self._life, shown, frame)
        recorder.step(shown, self._label)
        with recorder.inside():
            return parent(*args, **kwargs)

    operation.__name__ = name
    return operation


def _watched(base: type) -> type:
    own = {name: _operation(name) for name in (*READS, *WRITES) if hasattr(base, name)}
    return type(base.__name__, (_Watched, base), {**own, "__module__": base.__module__})


TextFile = _watched(io.TextIOWrapper)
BufferedReader = _watched(io.BufferedReader)
BufferedWriter = _watched(io.BufferedWriter)
BufferedRandom = _watched(io.BufferedRandom)
RawFile = _watched(io.FileIO)


def _opener(recorder: Recorder) -> Callable[..., Any]:
    """An ``open`` that gives watched files. It asks the true one first, so that arguments, defaults and errors are
    the true ones, and then puts watched layers over the same raw file."""

    def open(
        file: Any,
        mode: str = "r",
        buffering: int = -1,
        encoding: str | None = None,
        errors: str | None = None,
        newline: str | None = None,
        closefd: bool = True,
        opener: Callable[[str, int], int] | None = None,
    ) -> Any:
        frame = recorder.responsible()
        if frame is None:
            return _open(file, mode, buffering, encoding, errors, newline, closefd, opener)
        label = "temporary file" if opener and os.path.isdir(file) else _label(recorder, file)  # noqa: PTH112
        if not isinstance(file, int):
            recorder.step("open", label)
        with recorder.inside():
            true = _open(file, mode, buffering, encoding, errors, newline, closefd, opener)
            result = _relayer(true, newline)
        _begin(recorder, result, file, label, closefd, frame)
        return result

    open.__doc__, open.__module__ = _open.__doc__, "io"
    return open


def _begin(recorder: Recorder, result: Any, file: Any, label: str, closefd: bool, frame: Any) -> None:
    life: Life | None = None
    if isinstance(file, int):
        life = recorder.descriptors.pop(file, None) if closefd else None
        if life is not None and life.kind == "descriptor":
            life.kind = "file"
    if closefd and life is None:
        life = recorder.opened("file", label, frame)
    recorder.keep(result)
    layer: Any = result
    while isinstance(layer, _Watched):
        layer._recorder, layer._life, layer._label = recorder, life, label
        layer = getattr(layer, "buffer", None)


def _label(recorder: Recorder, file: Any) -> str:
    if isinstance(file, int):
        life = recorder.descriptors.get(file)
        return life.name if life is not None else f"descriptor {file}"
    return file_name(file)


def _relayer(true: Any, newline: str | None) -> Any:
    if isinstance(true, io.FileIO):
        descriptor, mode, closefd, name = true.fileno(), true.mode, true.closefd, true.name
        if closefd:
            # A raw file cannot be taken apart: the watched one gets a descriptor of its own.
            descriptor = os.dup(descriptor)
            true.close()
        result = RawFile(descriptor, mode, closefd=closefd)
        result.name = name
        return result
    if isinstance(true, io.TextIOWrapper):
        mode, encoding, errors, line_buffering = true.mode, true.encoding, true.errors, true.line_buffering
        text: Any = TextFile(_relayer(true.detach(), None), encoding, errors, newline, line_buffering)
        text.mode = mode
        return text
    raw = true.detach()
    size = getattr(raw, "_blksize", io.DEFAULT_BUFFER_SIZE)
    kinds = {
        io.BufferedReader: BufferedReader,
        io.BufferedWriter: BufferedWriter,
        io.BufferedRandom: BufferedRandom,
    }
    return kinds[type(true)](raw, size if size > 1 else io.DEFAULT_BUFFER_SIZE)


# -- bare descriptors


def _install_descriptors(recorder: Recorder) -> None:
    for name in ("read", "pread", "readv", "preadv", "write", "pwrite", "writev", "pwritev", "ftruncate", "fsync"):
        if hasattr(os, name):
            recorder.patches.attribute(os, name, _on_descriptor(recorder, name, 0))
    for name, position in (("sendfile", 1), ("copy_file_range", 0), ("splice", 0)):
        if hasattr(os, name):
            recorder.patches.attribute(os, name, _on_descriptor(recorder, name, position))
    for name, describe in _MAKERS.items():
        if hasattr(os, name):
            recorder.patches.attribute(os, name, _making(recorder, name, describe))
    recorder.patches.attribute(os, "close", _closing(recorder))
    if hasattr(os, "closerange"):
        recorder.patches.attribute(os, "closerange", _closing_range(recorder))


def _on_descriptor(recorder: Recorder, name: str, position: int) -> Callable[..., Any]:
    true = getattr(os, name)

    def operation(*args: Any, **kwargs: Any) -> Any:
        frame = recorder.responsible()
        if frame is None:
            return true(*args, **kwargs)
        descriptor = args[position] if len(args) > position else -1
        life = recorder.descriptors.get(descriptor) if isinstance(descriptor, int) else None
        if life is not None:
            recorder.used(life, f"os.{name}", frame)
        if life is not None or not _is_stream(descriptor):
            recorder.step(f"os.{name}", life.name if life else f"descriptor {descriptor}")
        with recorder.inside():
            return true(*args, **kwargs)

    return operation


def _is_stream(descriptor: Any) -> bool:
    """Whether it is one of the standard streams, or no regular file at all: those are no steps of files."""
    try:
        return descriptor in (0, 1, 2) or not stat.S_ISREG(os.fstat(descriptor).st_mode)
    except (OSError, TypeError, ValueError, OverflowError):
        return True


_MAKERS: dict[str, Callable[..., tuple[str, list[str]]]] = {
    "open": lambda path, *_, **__: ("descriptor", [file_name(path)]),
    "pipe": lambda: ("pipe", ["reading end", "writing end"]),
    "pipe2": lambda _: ("pipe", ["reading end", "writing end"]),
    "dup": lambda fd: ("descriptor", [f"copy of {fd}"]),
    "dup2": lambda fd, _, **__: ("descriptor", [f"copy of {fd}"]),
}
"""What each function makes: the kind, and a name for each descriptor that it returns."""


def _making(recorder: Recorder, name: str, describe: Callable[..., tuple[str, list[str]]]) -> Callable[..., Any]:
    true = getattr(os, name)

    def make(*args: Any, **kwargs: Any) -> Any:
        frame = recorder.responsible()
        if frame is None:
            return true(*args, **kwargs)
        kind, names = describe(*args, **kwargs)
        if sys._getframe(1).f_globals.get("__name__") == "tempfile":
            names = ["temporary file"]
        if name == "open":
            recorder.step("os.open", names[0])
        with recorder.inside():
            made = true(*args, **kwargs)
        for descriptor, called in zip(made if isinstance(made, tuple) else (made,), names, strict=True):
            recorder.descriptors[descriptor] = recorder.opened(kind, called, frame)
        return made

    return make


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
            recorder.released(life, Release.CALL, "os.close()", frame)
            recorder.step("os.close", life.name, release=True)
        return None

    return close


def _closing_range(recorder: Recorder) -> Callable[[int, int], None]:
    true = os.closerange

    def closerange(low: int, high: int, /) -> None:
        true(low, high)
        for descriptor in [number for number in recorder.descriptors if low <= number < high]:
            recorder.released(recorder.descriptors.pop(descriptor), Release.CALL, "os.closerange()")

    return closerange
