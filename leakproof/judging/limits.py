"""What the judged process may use, and what it may touch; runs inside that process, before the answer does.

What cannot be forbidden:

- The answer and what watches it share one process, and in one process nothing is secret. An answer that takes the
  recorder apart through frames and closures can lie about what it opened. It finds no expected result and no verdict,
  which are never there, and what it leaves open, running or changed is seen from outside.
- Without Landlock (Linux before 5.13, macOS, Windows) an answer can write wherever its user can, and read the course's
  solutions. Before Landlock's sixth version (Linux before 6.12) it can send signals to the user's other processes.
- On macOS memory is not limited; on Windows neither are memory, processor time and open files. The judge's own clock
  still ends every run.
- The processes of an answer are counted from outside, some times a second, and all ended when they are too many.

Which of memory, open files and writing are not limited on this system, `apply` says, and the report repeats it.
"""

from __future__ import annotations

import contextlib
import ctypes
import mmap
import os
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

OPEN_FILES = 4096
"""More than most systems give by default, so that a count of low numbers shows as what it is."""
MEMORY = 384 * 2**20
"""Bytes of address space. Not enforced on macOS and Windows."""
FILE_SIZE = 16 * 2**20
"""Bytes of one file, and so of all that an answer can print."""
PROCESSOR_SECONDS = 20
PROCESSES = 16
"""Forks in one judged process, its children's included; and what may run at once."""


def apply(folder: Path) -> list[str]:
    """Limit this process and let it write into `folder` only. Gives the names of those limits that this system cannot
    set, for the report."""
    missing = []
    try:
        import resource
    except ImportError:  # Windows
        missing.append("memory, processor and open files")
    else:
        for what, most in (
            (resource.RLIMIT_NOFILE, OPEN_FILES),
            (resource.RLIMIT_FSIZE, FILE_SIZE),
            (resource.RLIMIT_CPU, PROCESSOR_SECONDS),
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_AS, MEMORY),
        ):
            with contextlib.suppress(ValueError, OSError):
                _, hard = resource.getrlimit(what)
                lowest = most if hard == resource.RLIM_INFINITY else min(most, hard)
                resource.setrlimit(what, (lowest, lowest))
        if sys.platform != "linux":
            missing.append("memory")
    _limit_forks()
    adopt_orphans()
    _end_with_parent()
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


def adopt_orphans() -> None:
    """From now on a grandchild whose parent ends becomes a child of this process, so that none escapes."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER


def _end_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(1, 9, 0, 0, 0)  # PR_SET_PDEATHSIG, SIGKILL


# -- Landlock, see https://docs.kernel.org/userspace-api/landlock.html

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_ALL_OF_VERSION_1 = (1 << 13) - 1
_REFER, _TRUNCATE = 1 << 13, 1 << 14
_ABSTRACT_SOCKETS, _SIGNALS = 1, 2
_SIGNALS_SINCE = 6


def _landlock(folder: Path) -> bool:
    """Forbid writing outside `folder`, reading where neither Python nor the system is, and signals to processes that
    are not its own. False where this system has no Landlock."""
    if sys.platform != "linux":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    version = libc.syscall(_CREATE_RULESET, None, 0, 1)
    if version < 1:
        return False
    handled = _ALL_OF_VERSION_1 | (_REFER if version >= 2 else 0) | (_TRUNCATE if version >= 3 else 0)
    wanted = struct.pack("Q", handled)
    if version >= _SIGNALS_SINCE:
        wanted += struct.pack("QQ", 0, _ABSTRACT_SOCKETS | _SIGNALS)
    ruleset = libc.syscall(_CREATE_RULESET, wanted, len(wanted), 0)
    if ruleset < 0:
        return False
    try:
        _allow(libc, ruleset, [folder], handled)
        _allow(libc, ruleset, _places_of_python_and_system(), _EXECUTE | _READ_FILE | _READ_DIR)
        _allow(libc, ruleset, [Path(sys.executable).parent.parent / "pyvenv.cfg"], _READ_FILE)
        devices = [f"/dev/{name}" for name in ("null", "zero", "full", "random", "urandom", "tty")]
        _allow(libc, ruleset, devices, (_WRITE_FILE | _READ_FILE | _TRUNCATE) & handled)
        libc.prctl(38, 1, 0, 0, 0)  # PR_SET_NO_NEW_PRIVS
        return bool(libc.syscall(_RESTRICT_SELF, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _places_of_python_and_system() -> set[str]:
    python = {sys.base_prefix, sys.base_exec_prefix, str(Path(os.__file__).parent), str(Path(sys.executable).parent)}
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
