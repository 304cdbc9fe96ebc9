"""The warm sandbox: a process with everything loaded and one thread, which forks a fresh process for each check.

Where there is no `os.fork` (Windows) the judge starts this module anew for each process: slower, but the same."""

from __future__ import annotations

import importlib
import os
import signal
import socket
import struct
import sys
from pathlib import Path

PRELOADED = (
    "array asyncio bisect codecs collections contextlib copy csv ctypes dataclasses datetime decimal enum errno fcntl "
    "functools gc glob gzip hashlib heapq inspect io itertools json locale logging math mmap operator os pathlib "
    "pickle queue random re resource select selectors shutil signal socket sqlite3 stat string struct subprocess sys "
    "tempfile textwrap threading time traceback types typing uuid warnings weakref zipfile"
).split()
"""What answers import: loading it once saves every check the time."""


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
    """Serve fork requests on the socket whose descriptor is the first argument; the modules to load follow."""
    control = socket.socket(fileno=int(sys.argv[1]))
    preload(sys.argv[2:])
    import gc

    from leakproof.judging import inside

    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for the judge, which ends what it started
    control.send(b"R")
    while True:
        request, descriptors, _, _ = socket.recv_fds(control, 4096, 1)
        if not request:
            return
        if request[:1] == b"W":
            (pid,) = struct.unpack("i", request[1:5])
            _, status = os.waitpid(pid, 0)
            control.send(struct.pack("i", status))
            continue
        folder = Path(os.fsdecode(request[1:]))
        pid = os.fork()
        if pid == 0:
            control.close()
            os.setsid()
            signal.signal(signal.SIGINT, signal.default_int_handler)
            inside.serve(socket.socket(fileno=descriptors[0]), folder)
            os._exit(0)
        os.close(descriptors[0])
        control.send(struct.pack("i", pid))


def alone() -> None:
    """One judged process without a zygote: connect to the port (first argument), say the token (second), and serve;
    the third is the folder, the modules to load follow."""
    from leakproof.judging import inside

    port, token, folder, *modules = sys.argv[1:]
    preload(modules)
    end = socket.create_connection(("127.0.0.1", int(port)))
    end.sendall(bytes.fromhex(token))
    inside.serve(end, Path(folder))
