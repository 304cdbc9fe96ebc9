"""The files that were handed in, also those in zip files; nothing is ever unpacked onto the disk."""

from __future__ import annotations

import functools
import io
import os
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

MOST_BYTES = 64 * 2**20
"""Of one file, unpacked."""
MOST_IN_A_ZIP = 10_000
"""Entries of one zip file that are looked at."""
READ = (".ipynb", ".py")
"""The ends of the names of files that can hold answers."""

_OF_THE_COURSE = {"solutions", "notebooks", "leakproof", "tests", "conftest.py"}
_NEVER = {"__MACOSX", "__pycache__", "Thumbs.db", "desktop.ini", "site-packages", "node_modules"}
_BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)


class CannotBeRead(Exception):
    """The content of a file cannot be had; the message says why, in words that go on after a colon."""


@dataclass(frozen=True)
class Entry:
    """A file, or an empty folder, below the folder that the teacher named."""

    parts: tuple[str, ...]
    """Its path; a zip file counts as a folder of the same name, ``.zip`` included."""
    content: Callable[[], bytes] | None = None
    """Reads it, or raises `CannotBeRead`; ``None`` when it can hold no answer."""
    problem: str = ""
    """Why it was left out, as a sentence for the teacher; empty when it was not."""
    folder: bool = False

    @property
    def name(self) -> str:
        """The last part."""
        return self.parts[-1]


def entries(place: Path) -> Iterator[Entry]:
    """All that lies in `place`, a folder or a zip file, in the order of the names."""
    if place.is_dir():
        yield from _in_folder(place, ())
    else:
        yield from _in_zip((), _opened(place), depth=0)


def readable(text: str) -> str:
    """A name of a file for people: composed (NFC), without control characters and undecodable bytes."""
    text = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    composed = unicodedata.normalize("NFC", text)
    return "".join(" " if unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp") else sign for sign in composed).strip()


def _skipped(name: str) -> bool:
    return name.startswith(".") or name in _NEVER


def _in_folder(folder: Path, parts: tuple[str, ...]) -> Iterator[Entry]:
    try:
        found = sorted((item for item in os.scandir(folder) if not _skipped(item.name)), key=lambda item: item.name)
    except OSError as error:
        yield Entry(parts, problem=f"{_said(parts)} cannot be read: {error.strerror}.")
        return
    if not found and parts:
        yield Entry(parts, folder=True)
    names = {item.name for item in found}
    for item in found:
        where = (*parts, readable(item.name))
        if _belongs_to_the_course(item.name, names):
            continue
        if item.is_symlink() or getattr(item, "is_junction", lambda: False)():
            yield Entry(where, problem=f"{_said(where)} is a link to another place, and was not followed.")
        elif item.is_dir():
            yield from _in_folder(Path(item.path), where)
        elif not item.is_file():
            yield Entry(where, problem=f"{_said(where)} is no ordinary file, and was not read.")
        elif item.name.lower().endswith(".zip"):
            yield from _in_zip(where, _opened(Path(item.path)), depth=0)
        elif item.name.lower().endswith(READ):
            yield Entry(where, functools.partial(_read_file, Path(item.path)))
        else:
            yield Entry(where)


def _belongs_to_the_course(name: str, beside: set[str]) -> bool:
    """Whether it came with the course: a learner handed in the whole of it, and wrote in ``exercises`` only."""
    return {"exercises", "solutions"} <= beside and name in _OF_THE_COURSE


def _read_file(path: Path) -> bytes:
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            return _limited(file.read(MOST_BYTES + 1))
    except OSError as error:
        raise CannotBeRead(error.strerror or str(error)) from error


def _without_waiting(path: str, flags: int) -> int:
    descriptor = os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0))
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(0, "it is no ordinary file")
    return descriptor


def _limited(content: bytes) -> bytes:
    if len(content) > MOST_BYTES:
        raise CannotBeRead(f"it has more than {MOST_BYTES // 2**20} MB")
    return content


# -- zip files


def _opened(path: Path) -> Callable[[], zipfile.ZipFile]:
    return lambda: zipfile.ZipFile(path)


def _in_zip(parts: tuple[str, ...], opened: Callable[[], zipfile.ZipFile], depth: int) -> Iterator[Entry]:
    try:
        with opened() as archive:
            members = sorted(archive.infolist(), key=lambda member: member.filename)
    except (*_BROKEN_ZIP, CannotBeRead, MemoryError) as error:
        yield Entry(parts or ("",), problem=f"{_said(parts)} cannot be unpacked: {error}.")
        return
    if len(members) > MOST_IN_A_ZIP:
        yield Entry(parts or ("",), problem=f"{_said(parts)} has more than {MOST_IN_A_ZIP:,} files, and was not read.")
        return
    if not members and parts:
        yield Entry(parts, folder=True)
    beside: dict[str, set[str]] = {}
    for member in members:
        folder = ""
        for part in _name(member).split("/"):
            beside.setdefault(folder, set()).add(part)
            folder += f"/{part}"
    for member in members:
        path = _name(member)
        inner = tuple(readable(part) for part in path.split("/") if part not in ("", "."))
        if not inner or any(_skipped(part) for part in inner if part != ".."):
            continue
        folders = ["".join(f"/{part}" for part in inner[:depth_in]) for depth_in in range(len(inner))]
        if any(map(_belongs_to_the_course, inner, (beside.get(folder, set()) for folder in folders))):
            continue
        where = (*parts, *inner)
        if path.startswith("/") or ".." in inner or ":" in inner[0]:
            outside = (*parts, inner[-1])
            yield Entry(outside, problem=f"{_said(parts)} has a file for a place outside it ({path}); it was left out.")
        elif stat.S_ISLNK(member.external_attr >> 16):
            yield Entry(where, problem=f"{_said(where)} is a link to another place, and was not followed.")
        elif member.is_dir():
            yield Entry(where, folder=True)
        elif path.lower().endswith(READ):
            yield Entry(where, functools.partial(_read_member, opened, member.filename))
        elif path.lower().endswith(".zip"):
            if depth:
                yield Entry(where, problem=f"{_said(where)} is in two zip files already, and was not read.")
            else:
                yield from _in_zip(where, functools.partial(_inner_zip, opened, member.filename), depth=1)
        else:
            yield Entry(where)


def _name(member: zipfile.ZipInfo) -> str:
    """Its path with ``/``. macOS writes UTF-8 and does not say so."""
    name = member.filename.replace("\\", "/")
    if not member.flag_bits & 0x800:
        try:
            return name.encode("cp437").decode("utf-8")
        except UnicodeError:
            pass
    return name


@functools.lru_cache(maxsize=2)  # a zip file in a zip file, and one file of it
def _read_member(opened: Callable[[], zipfile.ZipFile], name: str) -> bytes:
    try:
        with opened() as archive, archive.open(name) as file:
            return _limited(file.read(MOST_BYTES + 1))  # what the zip says of its size may be a lie
    except (*_BROKEN_ZIP, MemoryError, KeyError) as error:
        raise CannotBeRead(str(error) or type(error).__name__) from error


def _inner_zip(opened: Callable[[], zipfile.ZipFile], name: str) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(_read_member(opened, name)))


def _said(parts: tuple[str, ...]) -> str:
    return "/".join(parts) or "The zip file"
