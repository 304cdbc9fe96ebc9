"""Runs in the judged process: carries out one run after another, each in a new world, and reports what happened.

Nothing here decides anything. What this process says of itself is compared by the judge with what the system says.
"""

from __future__ import annotations

import base64
import contextlib
import gc
import importlib
import linecache
import locale
import os
import signal
import socket
import sys
import threading
import types
import warnings
from collections.abc import Callable
from pathlib import Path
from types import CodeType
from typing import Any

from leakproof.judging import limits
from leakproof.judging.channel import Channel
from leakproof.judging.values import encode
from leakproof.watching.lives import Release
from leakproof.watching.recorder import Recorder

ANSWER = "<your answer>"
"""The file name under which an answer is compiled."""

_OURS = (
    str(Path(__file__).parent) + os.sep,
    str(Path(__file__).parent.parent / "exercises") + os.sep,
)

PATCHABLE = (
    "builtins contextlib gc io json locale os os.path pathlib shutil signal socket sqlite3 subprocess sys tempfile "
    "threading time warnings"
).split()
"""Modules whose functions and classes an answer must leave as they are."""


_SIGNALS = [
    getattr(signal, f"SIG{name}")
    for name in ("INT", "TERM", "ALRM", "HUP", "USR1", "USR2", "CHLD", "PIPE", "XCPU", "BREAK")
    if hasattr(signal, f"SIG{name}")
]

_hidden: dict[str, types.ModuleType] = {}
"""This package's modules, out of the answer's way."""


class UnforeseenError(Exception):
    """The ordinary exception that the judge injects: one that no answer can have foreseen."""


class World:
    """What an exercise's driver has beside the answer: steps that can fail, and a note for the judge."""

    def __init__(self, fault: dict[str, Any] | None, observe: str = "") -> None:
        self._observe = observe
        self.steps: list[list[Any]] = []
        self.notes: dict[str, Any] = {}
        self.injected: BaseException | None = None
        self._fault = fault

    def step(self, name: str, target: str = "", release: bool = False) -> None:
        """Something that can fail is about to be done (or, a release, has been done). Raises if this run's fault is
        at this step."""
        self.steps.append([name, target, release])
        if self._observe:
            self.notes.setdefault("seen", []).append([name, _content(self._observe)])
        if self._fault is not None and len(self.steps) == self._fault["step"]:
            self.injected = make_error(self._fault["error"])
            raise self.injected

    def note(self, name: str, value: Any) -> None:
        """Tell the judge something that was seen; `value` is anything that JSON can hold."""
        self.notes[name] = value


def make_error(name: str) -> BaseException:
    """A new exception to inject: ``UnforeseenError``, ``KeyboardInterrupt``, or ``OSError`` or one of its subclasses
    with a plausible error number."""
    import errno

    if name == "UnforeseenError":
        return UnforeseenError("injected by the check")
    if name == "KeyboardInterrupt":
        return KeyboardInterrupt()
    numbers = {
        "OSError": errno.EIO,
        "PermissionError": errno.EACCES,
        "TimeoutError": errno.ETIMEDOUT,
        "FileNotFoundError": errno.ENOENT,
    }
    return OSError(numbers[name], "injected by the check")


def serve(end: socket.socket, folder: Path) -> None:
    """Take the answer, then orders, until the judge hangs up. `folder` is this process's own."""
    pid = os.getpid()
    channel = Channel(end)
    first = channel.receive()
    if first is None:
        return
    with open(folder / "printed", "wb", buffering=0) as printed:
        os.dup2(printed.fileno(), 1)
        os.dup2(printed.fileno(), 2)
    with open(os.devnull, "rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", errors="backslashreplace", closefd=False, buffering=1)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False, buffering=1)  # noqa: SIM115
    source, name = first["source"], first["name"]
    linecache.cache[ANSWER] = (len(source), None, source.splitlines(keepends=True), ANSWER)
    code = compile(source, ANSWER, "exec", dont_inherit=True)
    for module in PATCHABLE:
        importlib.import_module(module)
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 1000)  # no collection by chance in the middle of a run
    missing = limits.apply(folder)
    for module in [module for module in sys.modules if module.partition(".")[0] == "leakproof"]:
        _hidden[module] = sys.modules.pop(module)
    kept: list[object] = []
    recorder = Recorder(_owner, keep_in=kept)
    recorder.install()
    state = _State()
    channel.send({"ready": True, "missing": missing})
    while (order := channel.receive()) is not None:
        report = _run(code, name, order, recorder, kept, pid)
        report["changed"] = state.changes(order["folder"])
        channel.send(report)
        kept.clear()


def _run(
    code: CodeType, name: str, order: dict[str, Any], recorder: Recorder, kept: list[object], pid: int
) -> dict[str, Any]:
    world = World(order["fault"], order["observe"])
    recorder.on_step = world.step
    os.chdir(order["folder"])
    os.environ["TMPDIR"] = order["temporary"]
    _forget_temporary_folder()
    # In the place of `__main__` for as long as the run lasts.
    module = types.ModuleType("__main__")
    sys.modules["__main__"] = module
    error: BaseException | None = None
    result: Any = None
    before = set(threading.enumerate())
    if order.get("locale"):
        locale.setlocale(locale.LC_CTYPE, order["locale"])
    loaded = False
    recorder.start()
    try:
        exec(code, module.__dict__)
        answer = module.__dict__[name]
        loaded = True
        world.steps.clear()
        result = _driver(order["drive"])(answer, world, *_arguments(order))
    except BaseException as raised:
        error = raised
    finally:
        if os.getpid() != pid:
            os._exit(0)  # a copy of this process, made by the answer: it has nothing to say here
    recording = recorder.stop(error)
    if order.get("locale"):
        locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
    report = {
        "loaded": loaded,
        "steps": world.steps,
        "injected": world.injected is not None,
        "notes": world.notes,
        "recording": recording.to_dict(),
        "threads": [thread.name for thread in set(threading.enumerate()) - before if _still_runs(thread)],
        "open": [life.number for life in recording.lives if life.how in (Release.NEVER, Release.LUCK)],
    }
    if error is None:
        report["returned"] = encode(result)
    else:
        report["raised"] = _describe(error, world.injected)
        with contextlib.suppress(Exception):
            error.__traceback__ = None
        kept.append(error)
    kept.append(result)
    return report


def _content(name: str) -> str | None:
    try:
        return base64.b64encode(Path(name).read_bytes()).decode()
    except OSError:
        return None


def _describe(error: BaseException, injected: BaseException | None) -> dict[str, Any]:
    line, trace = 0, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == ANSWER:
            line = trace.tb_lineno
        trace = trace.tb_next
    try:
        text = str(error)[:300]
    except Exception:
        text = ""
    return {
        "type": type(error).__name__,
        "bases": [base.__name__ for base in type(error).__mro__],
        "text": text,
        "injected": error is injected,
        "line": line,
    }


def _owner(code: CodeType) -> bool | None:
    if code.co_filename == ANSWER:
        return True
    return False if code.co_filename.startswith(_OURS) else None


def _driver(where: str) -> Callable[..., Any]:
    if where == "call":
        return lambda answer, world, *arguments: answer(*arguments)
    module, _, function = where.partition(":")
    found: Callable[..., Any] = getattr(_hidden[module], function)
    return found


def _arguments(order: dict[str, Any]) -> list[Any]:
    return [_argument(argument, order["folder"]) for argument in order["arguments"]]


def _argument(argument: Any, folder: str) -> Any:
    if not isinstance(argument, dict):
        return argument
    path = Path(folder, argument["path"]) if argument["absolute"] else Path(argument["path"])
    return path if argument["as_path"] else str(path)


def _still_runs(thread: threading.Thread) -> bool:
    thread.join(0.2)  # one that is about to end is no leak
    return thread.is_alive()


def _forget_temporary_folder() -> None:
    import tempfile

    tempfile.tempdir = None


class _State:
    """The state of the process that an answer must leave as it found it."""

    def __init__(self) -> None:
        self._functions: dict[str, tuple[list[str], list[Any]]] = {}
        for name in PATCHABLE:
            own = {key: value for key, value in vars(sys.modules[name]).items() if callable(value)}
            self._functions[name] = list(own), list(own.values())
        self._before = self._now()

    def changes(self, folder: str) -> list[str]:
        """What differs now, in words; `folder` is where the working directory has to be."""
        now = self._now()
        changed = [] if os.getcwd() == folder else ["the working directory"]  # noqa: PTH109
        changed += [name for name, value in self._before.items() if now[name] != value]
        for module, (keys, values) in self._functions.items():
            get = vars(sys.modules[module]).get
            changed += [
                f"{module}.{key}" for key, value in zip(keys, values, strict=True) if get(key) is not value
            ]
        return changed

    def _now(self) -> dict[str, Any]:
        mask = os.umask(0o077)
        os.umask(mask)
        state = {
            "the environment": {key: value for key, value in os.environ.items() if key != "TMPDIR"},
            "the locale": locale.setlocale(locale.LC_ALL),
            "the umask": mask,
            "the signal handlers": [signal.getsignal(number) for number in _SIGNALS],
            "the garbage collector's switch": gc.isenabled(),
            "the standard streams": [id(sys.stdin), id(sys.stdout), id(sys.stderr)],
            "the warning filters": list(warnings.filters),
        }
        with contextlib.suppress(ImportError):
            import resource

            state["the limits"] = [resource.getrlimit(number) for number in _limits(resource)]
        return state


def _limits(resource: Any) -> list[int]:
    return [getattr(resource, name) for name in dir(resource) if name.startswith("RLIMIT_")]
