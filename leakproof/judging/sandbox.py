"""The judged process seen from outside: starts it, gives it one run at a time, ends it when it goes too far."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psutil

from leakproof.judging import inside, limits
from leakproof.judging.channel import Channel
from leakproof.judging.evidence import Ended, Report

BUSY_SECONDS = 3.0
"""Processor time that one run may take."""
IDLE_SECONDS = 2.0
"""Time in which a run may make no progress at all."""
LONGEST_SECONDS = 20.0
"""Wall clock time that one run may take, on a machine however busy."""
LOOK_SECONDS = 0.05
"""Time between two looks at a run under way."""
MOST_PRINTED = 4 * 2**20
"""Bytes that one run may print."""

_FORKS = hasattr(os, "fork") and hasattr(socket, "send_fds")
_ROOT = Path(__file__).parent.parent.parent


class SandboxBroken(RuntimeError):
    """The sandbox itself could not be started: nobody's answer is to blame."""


class Sandbox:
    """Makes judged processes. Keep one for as long as answers are judged; `close` it, or use it in a ``with``.

    `modules` are the names of modules that hold the exercises' drivers.
    """

    def __init__(self, modules: list[str]) -> None:
        self._modules = modules
        self._zygote: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._ready = False
        if _FORKS:
            self._start_zygote()

    def _start_zygote(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            os.set_inheritable(theirs.fileno(), True)
            self._zygote = subprocess.Popen(
                _python("main", str(theirs.fileno()), *self._modules),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                env=_environment(),
                start_new_session=True,
            )
        self._control, self._ready = ours, False

    def process(self, source: str, name: str) -> JudgedProcess:
        """A fresh process that has read the answer and waits for its first run."""
        folder = Path(tempfile.mkdtemp(prefix="leakproof-")).resolve()
        try:
            channel, pid = self._fork(folder) if _FORKS else self._spawn(folder)
            process = JudgedProcess(self, channel, pid, folder)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        try:
            process.begin(source, name)
        except BaseException:
            process.close()
            raise
        return process

    def _fork(self, folder: Path) -> tuple[Channel, int]:
        for attempt in (1, 2):
            ours, theirs = socket.socketpair()
            try:
                with theirs:
                    if self._control is None:
                        self._start_zygote()
                    assert self._control is not None
                    if not self._ready:
                        self._answer(1)
                        self._ready = True
                    socket.send_fds(self._control, [b"F" + os.fsencode(folder)], [theirs.fileno()])
                    return Channel(ours), struct.unpack("i", self._answer(4))[0]
            except OSError as error:
                ours.close()
                self.close()
                if attempt == 2:
                    raise SandboxBroken(f"The sandbox for answers could not be started: {error}") from error
        raise AssertionError

    def _answer(self, size: int) -> bytes:
        assert self._control is not None
        self._control.settimeout(60)
        data = self._control.recv(size)
        if len(data) != size:
            raise ConnectionError("its process has ended")
        return data

    def _spawn(self, folder: Path) -> tuple[Channel, int]:
        token = secrets.token_bytes(16)
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
            child = subprocess.Popen(
                _python("alone", str(port), token.hex(), str(folder), *self._modules),
                stdin=subprocess.DEVNULL,
                env=_environment(),
            )
            self._zygote = child
            server.settimeout(60)
            while True:
                end, _ = server.accept()
                end.settimeout(10)
                if secrets.compare_digest(end.recv(16), token):
                    return Channel(end), child.pid
                end.close()

    def wait(self, pid: int) -> int:
        """How the ended process `pid` ended: its exit code, or minus the number of the signal. Raises `OSError` when
        the process that made it is gone."""
        if not _FORKS:
            assert self._zygote is not None
            return self._zygote.wait()
        if self._control is None:
            raise ConnectionError("its process has ended")
        self._control.send(b"W" + struct.pack("i", pid))
        return os.waitstatus_to_exitcode(struct.unpack("i", self._answer(4))[0])

    def leave(self) -> None:
        """Let go of what this process, a copy made by `os.fork`, has from the one that made the sandbox."""
        if self._control is not None:
            self._control.close()
            self._control = None

    def close(self) -> None:
        """End everything."""
        self.leave()
        if self._zygote is not None:
            self._zygote.kill()
            self._zygote.wait()
            self._zygote = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self.close()


class JudgedProcess:
    """One process in which an answer runs. `close` it always."""

    def __init__(self, sandbox: Sandbox, channel: Channel, pid: int, folder: Path) -> None:
        self._sandbox, self._channel, self.pid = sandbox, channel, pid
        self.folder = folder
        self.missing: list[str] = []
        self._alive = True
        self._system = psutil.Process(pid)
        self.work, self.temporary = folder / "work", folder / "tmp"
        self._output = open(folder / "printed", "w+b")  # noqa: SIM115 - open for as long as the process runs
        self._was_printed = 0

    def begin(self, source: str, name: str) -> None:
        """Hand over the answer."""
        self.work.mkdir()
        self.temporary.mkdir()
        places = {"folder": str(self.work), "temporary": str(self.temporary)}
        try:
            self._channel.send({"source": source, "name": name, **places})
            first = self._channel.receive(timeout=60)
        except (OSError, ValueError):
            first = None
        if first is None:
            raise SandboxBroken("The sandbox for answers ended before it began.")
        self.missing = first["missing"]
        self._descriptors = self._now_open()
        self._threads = self._count_threads()

    def empty_folders(self) -> None:
        """A new world for the next run: nothing in its working folder, nor in the one for temporary files. Raises
        `OSError` when the run before has made that impossible."""
        for folder in (self.work, self.temporary):
            if folder.is_symlink():
                raise NotADirectoryError(folder)
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        shutil.rmtree(entry.path)
                    else:
                        os.unlink(entry.path)

    def names(self) -> set[str]:
        """What is in the two folders now: paths from the working folder, or from that for temporary files."""
        found: set[str] = set()
        folders = [(str(folder), "") for folder in (self.work, self.temporary) if not folder.is_symlink()]
        while folders:
            folder, prefix = folders.pop()
            with contextlib.suppress(OSError), os.scandir(folder) as entries:
                for entry in entries:
                    found.add(prefix + entry.name)
                    if entry.is_dir(follow_symlinks=False):
                        folders.append((entry.path, f"{prefix}{entry.name}/"))
        return found

    def run(self, order: dict[str, Any]) -> Report | Ended:
        """Carry out one run."""
        self._was_printed = self._printed_so_far()
        try:
            self._channel.send(order)
            said = self._wait()
        except (ValueError, OSError):
            said = Ended("garbled")
        if isinstance(said, Ended):
            return said
        descriptors = self._now_open()
        new = [where for number, where in descriptors.items() if number not in self._descriptors]
        lost = any(descriptors.get(number) != where for number, where in self._descriptors.items())
        threads = self._threads_left(0.5 if order["patient"] else 0)
        return Report(said, new, lost, len(self._children()), threads)

    def _wait(self) -> dict[str, Any] | Ended:
        started = progress = time.monotonic()
        first_used = used = -1.0  # not known before the first look, which most runs do not live to see
        while True:
            try:
                said = self._channel.receive(timeout=LOOK_SECONDS)
            except TimeoutError:
                now, now_used = time.monotonic(), self._processor_time()
                first_used = now_used if first_used < 0 else first_used
                if now_used > used or not self._sleeps():
                    progress, used = now, now_used
                if now_used - first_used > BUSY_SECONDS or now - started > LONGEST_SECONDS:
                    return Ended("busy")
                if now - progress > IDLE_SECONDS:
                    return Ended("idle")
                if self._printed_too_much():
                    return Ended("printed")
                if len(self._children()) > limits.PROCESSES:
                    return Ended("processes")
                if self._has_ended():
                    return self._how_it_ended()  # and a process that it left behind keeps the channel open
                continue
            if said is None:
                return self._how_it_ended()
            if self._printed_too_much():
                return Ended("printed")
            return said

    def _how_it_ended(self) -> Ended:
        if not self._is_over():
            return Ended("garbled")  # it hung up, but goes on
        self._alive = False
        try:
            code = self._sandbox.wait(self.pid)
        except OSError:
            return Ended("garbled")
        if self._printed_too_much():
            return Ended("printed")
        if code == inside.LOST:
            return Ended("garbled")
        if code == -getattr(signal, "SIGXCPU", 24):
            return Ended("busy")
        return Ended("exit", code) if code >= 0 else Ended("signal", -code)

    def _is_over(self) -> bool:
        """Whether the process has ended; one that has hung up is given a moment to do so."""
        deadline = time.monotonic() + 1
        while time.monotonic() < deadline:
            if self._has_ended():
                return True
            time.sleep(0.002)
        return False

    def _has_ended(self) -> bool:
        try:
            return bool(self._system.status() == psutil.STATUS_ZOMBIE)
        except psutil.Error:
            return True

    def _printed_so_far(self) -> int:
        return os.fstat(self._output.fileno()).st_size

    def _printed_too_much(self) -> bool:
        return self._printed_so_far() - self._was_printed > MOST_PRINTED

    def printed(self, most: int = 2000) -> str:
        """The beginning of what it has printed so far; `most` bytes."""
        self._output.seek(0)
        return self._output.read(most).decode("utf-8", "replace")

    # -- what the system says

    def _now_open(self) -> dict[int, str]:
        try:
            numbers = os.listdir(f"/proc/{self.pid}/fd")
        except OSError:
            return self._now_open_elsewhere()
        found = {}
        for number in numbers:
            with contextlib.suppress(OSError):
                found[int(number)] = os.readlink(f"/proc/{self.pid}/fd/{number}")
        return found

    def _now_open_elsewhere(self) -> dict[int, str]:
        """macOS and Windows: the files by name, and the number of the rest."""
        with contextlib.suppress(psutil.Error):
            files = {number: file.path for number, file in enumerate(self._system.open_files())}
            count = self._system.num_fds() if hasattr(self._system, "num_fds") else len(files)
            return files | {-number: "descriptor" for number in range(1, count - len(files) + 1)}
        return {}

    def _children(self) -> list[psutil.Process]:
        try:
            with open(f"/proc/{self.pid}/task/{self.pid}/children", "rb") as file:
                if not file.read(1):
                    return []
        except OSError:
            pass
        with contextlib.suppress(psutil.Error):
            return self._system.children(recursive=True)
        return []

    def _threads_left(self, patience: float) -> int:
        deadline = time.monotonic() + patience
        while (left := self._count_threads() - self._threads) > 0 and time.monotonic() < deadline:
            time.sleep(0.005)  # the system takes a moment to clear away a thread that has ended
        return max(left, 0)

    def _count_threads(self) -> int:
        try:
            return len(os.listdir(f"/proc/{self.pid}/task"))
        except OSError:
            with contextlib.suppress(psutil.Error):
                return int(self._system.num_threads())
        return 0

    def _processor_time(self) -> float:
        """Of the process and all that it has started."""
        used = 0.0
        for process in (self._system, *self._children()):
            with contextlib.suppress(psutil.Error):
                times = process.cpu_times()
                used += times.user + times.system + times.children_user + times.children_system
        return used

    def _sleeps(self) -> bool:
        with contextlib.suppress(psutil.Error):
            return self._system.status() in (psutil.STATUS_SLEEPING, psutil.STATUS_STOPPED, psutil.STATUS_ZOMBIE)
        return True

    def _kill(self) -> None:
        with contextlib.suppress(psutil.Error):
            self._system.suspend()
        for child in self._children():
            with contextlib.suppress(psutil.Error):
                child.kill()
        if hasattr(os, "killpg"):
            with contextlib.suppress(OSError):
                os.killpg(self.pid, signal.SIGKILL)  # all at once, as many as they have become
        with contextlib.suppress(psutil.Error):
            self._system.kill()

    def close(self) -> None:
        """End the process and all that it started, and remove its folder."""
        if self._alive:
            self._alive = False
            self._kill()  # before it can see that nobody listens any more, and ends by itself
            with contextlib.suppress(OSError):
                self._sandbox.wait(self.pid)
        self._channel.close()
        self._output.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def _python(entry: str, *arguments: str) -> list[str]:
    code = f"import sys; sys.path.insert(0, {str(_ROOT)!r}); from leakproof.judging import zygote; zygote.{entry}()"
    # -I and -S: nothing of the user's, and the standard library only; the encoding is the locale's own, as it would
    # be in a program started by hand.
    return [sys.executable, "-I", "-S", "-X", "utf8=0", "-c", code, *arguments]


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
    # Without the last one glibc reserves 64 MB of address space for each new thread, and of that an answer has little.
    constant = {"LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "HOME": tempfile.gettempdir(), "MALLOC_ARENA_MAX": "1"}
    return kept | constant
