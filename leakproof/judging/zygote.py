"""The warm sandbox: a process with everything loaded and one thread, which forks a fresh process for each check.

Where there is no `os.fork` (Windows) the judge starts this module anew for each process: slower, but the same."""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import shutil
import signal
import socket
import struct
import sys
from pathlib import Path

from leakproof.judging import inside, limits

PRELOADED = (
    "array asyncio bisect codecs collections contextlib copy csv ctypes dataclasses datetime decimal enum errno "
    "fcntl functools gc glob gzip hashlib heapq inspect io itertools json linecache locale logging math mmap "
    "operator os pathlib pickle queue random re resource select selectors shutil signal socket sqlite3 stat "
    "string struct subprocess sys tempfile textwrap threading time tokenize traceback types typing uuid "
    "warnings weakref zipfile"
).split()
"""What answers import: loading it once saves every check the time. And what the library itself reads files with, as
for a traceback, has the ordinary `open` then: that is no step of an answer."""


def preload(modules: list[str]) -> None:
    """Load what the judged process will need, then hide the way to this package from it."""
    for name in PRELOADED:
        try:
            importlib.import_module(name)
        except ImportError:  # not on this system
            continue
    for name in modules:
        importlib.import_module(name)
    root = str(Path(__file__).parent.parent.parent)
    sys.path[:] = [entry for entry in sys.path if entry != root]


def main() -> None:
    """Serve the requests on the socket whose descriptor is the first argument; the modules to load follow.

    ``F`` and a folder, with a socket: fork a process that serves there; its number is the answer. ``W`` and such a
    number: wait until it has ended; how it ended is the answer. When nobody asks any more, what still runs is ended.
    """
    control = socket.socket(fileno=int(sys.argv[1]))
    preload(sys.argv[2:])
    prepared = inside.Inside()
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for the judge, which ends what it started
    limits.adopt_orphans()
    control.send(b"R")
    running: dict[int, str] = {}
    while True:
        try:
            request, descriptors, _, _ = socket.recv_fds(control, 4096, 1)
        except ConnectionError:  # the judge's process was killed
            break
        if not request:
            break
        if request[:1] == b"W":
            (pid,) = struct.unpack("i", request[1:5])
            _, status = os.waitpid(pid, 0)
            running.pop(pid, None)
            _end_orphans(running)
            control.send(struct.pack("i", status))
            continue
        folder = os.fsdecode(request[1:])
        pid = os.fork()
        if pid == 0:
            control.close()
            os.setsid()
            signal.signal(signal.SIGINT, signal.default_int_handler)
            _serve(prepared, socket.socket(fileno=descriptors[0]), folder)
        os.close(descriptors[0])
        running[pid] = folder
        control.send(struct.pack("i", pid))
    for pid, folder in running.items():  # the judge is gone, and could not do it
        with contextlib.suppress(OSError):
            os.killpg(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        shutil.rmtree(folder, ignore_errors=True)
    _end_orphans({})


def _end_orphans(running: dict[int, str]) -> None:
    """End what an ended process has left running: since `limits.adopt_orphans` it has become this one's child."""
    own = Path(f"/proc/self/task/{os.getpid()}/children")
    while own.exists() and (left := set(map(int, own.read_text().split())) - running.keys()):
        for pid in left:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def _serve(prepared: inside.Inside, end: socket.socket, folder: str) -> None:
    try:
        prepared.serve(end, Path(folder))
    except BaseException:
        os._exit(inside.LOST)
    os._exit(0)


def alone() -> None:
    """One judged process without a zygote: connect to the port (first argument), say the token (second), and serve;
    the third is the folder, the modules to load follow."""
    port, token, folder, *modules = sys.argv[1:]
    preload(modules)
    end = socket.create_connection(("127.0.0.1", int(port)))
    end.sendall(bytes.fromhex(token))
    _serve(inside.Inside(), end, folder)
