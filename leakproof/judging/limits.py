"""What the judged process may use, and what it may touch; runs inside that process, before the answer does."""

from __future__ import annotations

import contextlib
import ctypes
import mmap
import os
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

OPEN_FILES = 256
MEMORY = 768 * 2**20
"""Bytes of address space. Not enforced on macOS and Windows."""
FILE_SIZE = 16 * 2**20
"""Bytes of one file, and so of all that an answer can print."""
PROCESSOR_SECONDS = 20
PROCESSES = 16
"""Forks in one judged process, its children's included."""


def apply(folder: Path) -> list[str]:
    """Limit this process and let it write into `folder` only. Gives the names of those limits that this system cannot
    set, for the report."""
    missing = []
    try:
        import resource
    except ImportError:  # Windows
        missing.append("memory, processor and open files")
    else:
        for what, soft, hard in (
            (resource.RLIMIT_NOFILE, OPEN_FILES, OPEN_FILES),
            (resource.RLIMIT_FSIZE, FILE_SIZE, FILE_SIZE),
            (resource.RLIMIT_CPU, PROCESSOR_SECONDS, PROCESSOR_SECONDS + 1),
            (resource.RLIMIT_CORE, 0, 0),
            (resource.RLIMIT_AS, MEMORY, MEMORY),
        ):
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(what, (soft, hard))
    _limit_forks()
    if sys.platform == "linux":
        _adopt_orphans()
    if not _landlock(folder):
        missing.append("writing outside its own folder")
    return missing


def _limit_forks() -> None:
    if not hasattr(os, "register_at_fork"):
        return
    shared = mmap.mmap(-1, 8)

    def before() -> None:
        shared[:8] = struct.pack("q", struct.unpack("q", shared[:8])[0] + 1)

    def child() -> None:
        if struct.unpack("q", shared[:8])[0] > PROCESSES:
            os._exit(1)

    os.register_at_fork(before=before, after_in_child=child)


def _adopt_orphans() -> None:
    """Grandchildren whose parent ends become children of this process, so that none escapes, and this process ends
    with its parent."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER
    libc.prctl(1, 9, 0, 0, 0)  # PR_SET_PDEATHSIG, SIGKILL


# -- Landlock, see https://docs.kernel.org/userspace-api/landlock.html

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_ALL_OF_VERSION_1 = (1 << 13) - 1
_REFER, _TRUNCATE = 1 << 13, 1 << 14


def _landlock(folder: Path) -> bool:
    """Forbid writing outside `folder`, and reading where neither Python nor the system is. False where this system
    has no Landlock."""
    if sys.platform != "linux":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    version = libc.syscall(_CREATE_RULESET, None, 0, 1)
    if version < 1:
        return False
    handled = _ALL_OF_VERSION_1 | (_REFER if version >= 2 else 0) | (_TRUNCATE if version >= 3 else 0)
    wanted = struct.pack("Q", handled)
    ruleset = libc.syscall(_CREATE_RULESET, wanted, len(wanted), 0)
    if ruleset < 0:
        return False
    try:
        _allow(libc, ruleset, [folder], handled)
        _allow(libc, ruleset, _places_of_python_and_system(), _EXECUTE | _READ_FILE | _READ_DIR)
        devices = [f"/dev/{name}" for name in ("null", "zero", "full", "random", "urandom", "tty")]
        _allow(libc, ruleset, devices, (_WRITE_FILE | _READ_FILE | _TRUNCATE) & handled)
        libc.prctl(38, 1, 0, 0, 0)  # PR_SET_NO_NEW_PRIVS
        return bool(libc.syscall(_RESTRICT_SELF, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _places_of_python_and_system() -> set[str]:
    python = {sys.base_prefix, sys.base_exec_prefix, str(Path(os.__file__).parent)}
    return python | {"/usr", "/lib", "/lib32", "/lib64", "/bin", "/sbin", "/etc", "/proc", "/sys", "/dev", "/nix/store"}


def _allow(libc: ctypes.CDLL, ruleset: int, places: Iterable[str | Path], access: int) -> None:
    for place in places:
        try:
            descriptor = os.open(place, os.O_PATH | os.O_CLOEXEC)
        except OSError:
            continue
        try:
            libc.syscall(_ADD_RULE, ruleset, 1, struct.pack("=Qi", access, descriptor), 0)
        finally:
            os.close(descriptor)
