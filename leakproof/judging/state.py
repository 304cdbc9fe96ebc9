"""The state of the judged process that an answer must leave as it found it."""

from __future__ import annotations

import contextlib
import gc
import importlib
import inspect
import locale
import operator
import os
import signal
import sys
import warnings
from typing import Any

from leakproof.judging.evidence import PATCHED

_SIGNALS = [
    getattr(signal, f"SIG{name}")
    for name in ("INT", "TERM", "ALRM", "HUP", "USR1", "USR2", "CHLD", "PIPE", "XCPU", "BREAK")
    if hasattr(signal, f"SIG{name}")
]

_handler = inspect.unwrap(signal.getsignal)  # which makes no enum of it, and so is quicker


class State:
    """Makes a note of all functions and classes, of the settings when it is told to `begin`, and then says after each
    run what has changed.

    It compares by identity: what was put in the place of something else may claim to be equal to it.
    """

    MODULES = (
        "asyncio builtins codecs contextlib functools gc io json locale os os.path pathlib shutil signal socket "
        "sqlite3 subprocess sys tempfile threading time warnings weakref"
    ).split()
    """Modules whose functions and classes an answer must leave as they are."""
    CLASSES = (
        "codecs.StreamReaderWriter contextlib.ExitStack json.JSONEncoder pathlib.Path socket.socket subprocess.Popen "
        "threading.Thread"
    ).split()
    """Classes whose attributes it must leave as they are."""

    def __init__(self) -> None:
        self._owners: list[tuple[str, Any, list[str], list[Any]]] = []
        self._modules = {name: importlib.import_module(name) for name in self.MODULES}
        for name, module in self._modules.items():
            self._remember(name, module)
        for name in self.CLASSES:
            home, _, attribute = name.partition(".")
            self._remember(name, getattr(self._modules[home], attribute))

    def _remember(self, name: str, owner: Any) -> None:
        own = {key: value for key, value in vars(owner).items() if callable(value)}
        self._owners.append((name, owner, list(own), list(own.values())))

    def begin(self) -> None:
        """What is set now is what has to be set after each run."""
        self._before = _settings()

    def changes(self) -> list[str]:
        """What differs now, in words."""
        now = _settings()
        changed = [name for name, value in self._before.items() if not _same(now[name], value)]
        changed += [f"{PATCHED}{name}" for name, module in self._modules.items() if sys.modules.get(name) is not module]
        for name, owner, keys, values in self._owners:
            get = vars(owner).get
            if not all(map(operator.is_, map(get, keys), values)):
                changed += [
                    f"{PATCHED}{name}.{key}" for key, value in zip(keys, values, strict=True) if get(key) is not value
                ]
        return changed


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, list):
        return len(one) == len(other) and all(map(operator.is_, one, other))
    return bool(one == other)


def _settings() -> dict[str, Any]:
    mask = os.umask(0o077)
    os.umask(mask)
    streams = (sys.stdin, sys.stdout, sys.stderr)
    settings: dict[str, Any] = {
        "the working directory": _working_directory(),
        "the environment": dict(os.environ),
        "the locale": locale.setlocale(locale.LC_ALL),
        "the umask": mask,
        "the signal handlers": list(map(_handler, _SIGNALS)),
        "the garbage collector's settings": (gc.isenabled(), gc.get_threshold(), gc.get_debug()),
        "the recursion limit": sys.getrecursionlimit(),
        "the standard streams": [*streams, *(getattr(stream, "closed", True) for stream in streams)],
        "the warning filters": list(warnings.filters),
    }
    if hasattr(signal, "getitimer"):
        settings["the alarm clock"] = signal.getitimer(signal.ITIMER_REAL)[0] > 0
    with contextlib.suppress(ImportError):
        import resource

        settings["the limits"] = tuple(map(resource.getrlimit, _limits(resource)))
    return settings


def _working_directory() -> str:
    try:
        return os.getcwd()
    except OSError:
        return "gone"


def _limits(resource: Any) -> list[int]:
    names = ("NOFILE", "FSIZE", "CPU", "AS", "DATA", "STACK", "CORE")
    return [getattr(resource, f"RLIMIT_{name}") for name in names if hasattr(resource, f"RLIMIT_{name}")]
