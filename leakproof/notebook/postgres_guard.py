"""The guard of one PostgreSQL server: a program of its own, which `leakproof.notebook.postgres` starts.

    python -I -S postgres_guard.py FOLDER_OF_INITDB TEMPORARY_PLACE

It makes a server in a new folder in that place and prints the server's address, or in one line why there is none. When
its standard input ends, because the notebook wants it or because the kernel is gone, however that came, it stops the
server, removes the folder, and ends. It needs the standard library only.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

ON_WINDOWS = sys.platform == "win32"
SECONDS = 60
"""How long a server may take to start, or to stop."""
LONGEST_SOCKET = 100
"""Bytes in the path of a socket; systems allow 104 (macOS) or 108 (Linux)."""
STAYS = "--stays"
SETTINGS = """
max_connections = 20
shared_buffers = 8MB
max_wal_senders = 0
wal_level = minimal
fsync = off
synchronous_commit = off
full_page_writes = off
io_method = sync
jit = off
max_logical_replication_workers = 0
log_checkpoints = off
log_line_prefix = ''
logging_collector = off
"""
_COMPLAINT = re.compile(r"(?:FATAL|PANIC|error): ")


class NotStarted(Exception):
    """There is no server; the message is the last line that tells why."""


@contextlib.contextmanager
def serving(binaries: Path, place: str, like_windows: bool = ON_WINDOWS) -> Iterator[str]:
    """A server, for the time of the block; gives its address, ``postgresql://...``.

    Raises `NotStarted`, and `OSError` where the system allows no folder or no process. `like_windows` does as on
    Windows, where a server is started by ``pg_ctl`` and has a port and a password instead of a private socket.
    """
    folder = Path(tempfile.mkdtemp(prefix="leakproof-", dir=place))
    try:
        account = _account(folder)
        if account:
            binaries = _reachable(binaries, folder)
        path = str(folder / ".s.PGSQL.5432")
        by_port = like_windows or len(os.fsencode(path)) >= LONGEST_SOCKET or "," in path
        server = _Server(binaries, folder, account)
        if by_port:
            password = secrets.token_hex(16)
            server.create(password)
            port = _free_port()
            settings = f"listen_addresses = '127.0.0.1'\nunix_socket_directories = ''\nport = {port}\n"
            address = f"postgresql://postgres:{password}@127.0.0.1:{port}/postgres?sslmode=disable"
        else:
            server.create()
            settings = "listen_addresses = ''\nunix_socket_directories = '..'\nport = 5432\n"
            address = f"postgresql://postgres@/postgres?host={quote(str(folder))}&port=5432"
        with open(server.data / "postgresql.conf", "a", encoding="utf-8") as file:
            file.write(SETTINGS + settings)
        with server.run_by_pg_ctl() if like_windows else server.run():
            yield address
    finally:
        _remove(folder)


class _Server:
    """The programs of PostgreSQL, the folder in which one server lives, and the options for `subprocess` to act for the
    account to which all of it belongs."""

    def __init__(self, binaries: Path, folder: Path, account: dict[str, Any]) -> None:
        self.data = folder / "data"
        self._binaries, self._folder = binaries, folder
        self._log, self._server_log = folder / "programs.log", folder / "server.log"
        inherited = {name: value for name, value in os.environ.items() if not name.upper().startswith("PG")}
        self._options = account | {
            "cwd": folder,
            "env": inherited | {"LC_ALL": "C", "TZ": "UTC"},
            "stdin": subprocess.DEVNULL,
            "stderr": subprocess.STDOUT,
        }
        if sys.platform == "win32":
            self._options["creationflags"] = subprocess.CREATE_NO_WINDOW

    def create(self, password: str = "") -> None:
        """Make the data folder. Without a password, everybody who comes to the socket is let in."""
        how = ["--auth=trust"]
        if password:
            secret = self._folder / "password"
            secret.write_text(password, encoding="ascii")
            if "user" in self._options:
                shutil.chown(secret, self._options["user"])
            how = ["--auth=scram-sha-256", f"--pwfile={secret}"]
        self._call(
            "initdb", f"--pgdata={self.data}", "--username=postgres", "--encoding=UTF8", "--locale=C",
            "--wal-segsize=1", "--no-sync", "--no-instructions", *how,
        )  # fmt: skip

    @contextlib.contextmanager
    def run(self) -> Iterator[None]:
        """Run the server as a child process, which is stopped by a signal."""
        with open(self._server_log, "ab") as log:
            server = subprocess.Popen([self._binaries / "postgres", "-D", self.data], stdout=log, **self._options)
        try:
            deadline = time.monotonic() + SECONDS
            while not self._is_ready():
                if server.poll() is not None or time.monotonic() > deadline:
                    raise NotStarted(self._complaint())
                time.sleep(0.01)
            yield
        finally:
            if sys.platform != "win32":
                server.send_signal(signal.SIGQUIT)
            try:
                server.wait(SECONDS)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()

    @contextlib.contextmanager
    def run_by_pg_ctl(self) -> Iterator[None]:
        """Run the server as nobody's child, and with no more rights than it needs, also for an administrator."""
        try:
            self._call("pg_ctl", "start", "-w", f"--timeout={SECONDS}", "-D", self.data, "-l", self._server_log)
            yield
        finally:
            with contextlib.suppress(NotStarted):  # it had ended before
                self._call("pg_ctl", "stop", "-w", f"--timeout={SECONDS}", "-D", self.data, "-m", "immediate")

    def _call(self, program: str, *arguments: str | Path) -> None:
        with open(self._log, "ab") as log:
            done = subprocess.run([self._binaries / program, *arguments], stdout=log, **self._options)
        if done.returncode:
            raise NotStarted(self._complaint())

    def _is_ready(self) -> bool:
        try:
            return (self.data / "postmaster.pid").read_text(encoding="utf-8", errors="replace").endswith("ready   \n")
        except OSError:
            return False

    def _complaint(self) -> str:
        logs = [log for log in (self._log, self._server_log) if log.exists()]
        lines = [line for log in logs for line in log.read_text(encoding="utf-8", errors="replace").split("\n")]
        said = [line.strip() for line in lines if line.strip()] or ["it says nothing"]
        return next((line for line in reversed(said) if _COMPLAINT.search(line)), said[-1])


def _account(folder: Path) -> dict[str, Any]:
    """PostgreSQL refuses to be run by root: then the folder is given to the account ``nobody``."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return {}
    import pwd

    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        raise NotStarted("root may not run it, and there is no account named nobody") from None
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _reachable(binaries: Path, folder: Path) -> Path:
    """The programs where every account can run them: where they are, or else (in root's home, say) copied into the
    folder, with the libraries that came with them."""
    if all(path.stat().st_mode & 0o001 for path in (binaries / "postgres", *binaries.parents)):
        return binaries
    version, package = binaries.parent, binaries.parent.parent
    copy = folder / "programs"
    unused = shutil.ignore_patterns("*.a", "pkgconfig")
    pairs = [
        (version / "share", copy / package.name / version.name / "share"),
        (version / "lib", copy / package.name / version.name / "lib"),
        (package / ".dylibs", copy / package.name / ".dylibs"),
        (package.with_name(package.name + ".libs"), copy / (package.name + ".libs")),
    ]
    for source, target in pairs:
        if source.exists():
            shutil.copytree(source, target, ignore=unused)
    target = copy / package.name / version.name / "bin"
    target.mkdir()
    for program in ("initdb", "pg_ctl", "postgres"):
        shutil.copy2(binaries / program, target)
    for path in (copy, *copy.rglob("*")):
        path.chmod(path.stat().st_mode | 0o555 if path.is_dir() else path.stat().st_mode | 0o444)
    return target


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _remove(folder: Path) -> None:
    """Windows removes what a process has open only when that has really ended."""
    for _ in range(100):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(0.05)


def _leave_the_kernels_children(arguments: list[str]) -> None:
    """On Windows a kernel that ends kills its children and theirs first: what nobody's child has started is spared."""
    if sys.platform == "win32":
        flags = subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
        command = [sys.executable, "-I", "-S", "-X", "utf8", __file__, STAYS, *arguments]
        subprocess.Popen(command, stdin=sys.stdin, stdout=sys.stdout, stderr=sys.stderr, creationflags=flags)


def main(arguments: list[str]) -> None:
    """Guard one server, from its start until standard input ends."""
    if ON_WINDOWS and arguments[0] != STAYS:
        _leave_the_kernels_children(arguments)
        return
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    binaries, place = arguments[-2:]
    try:
        with serving(Path(binaries), place) as address:
            print(address, flush=True)
            sys.stdin.buffer.read()
    except (NotStarted, OSError, subprocess.SubprocessError) as reason:
        print(reason)


if __name__ == "__main__":
    main(sys.argv[1:])
