"""Managers: which were entered, and what the exit of each one saw and answered."""

import linecache
import textwrap
from contextlib import ExitStack, contextmanager, suppress

import pytest

from leakproof.showing.lifelines import lifelines_html, lifelines_text
from leakproof.watching.lives import Life, Recording, Release
from leakproof.watching.recorder import Recorder

MANAGERS = '''
class Passes:
    def __enter__(self): return self
    def __exit__(self, kind, error, trace): pass

class Keeps(Passes):
    def __exit__(self, kind, error, trace): return "kept"

class Fails(Passes):
    def __exit__(self, *error): raise OSError("the disk is full")

class Again(Passes):
    def __exit__(self, kind, error, trace): raise error

class Half(Passes):
    def __enter__(self): raise KeyError("half")

@contextmanager
def passes(): yield

@contextmanager
def keeps():
    try: yield
    except Exception: pass

@contextmanager
def translates():
    try: yield
    except OSError as error: raise RuntimeError("no journal") from error
'''


def watch(code: str, managers: bool = True) -> Recording:
    source = MANAGERS + textwrap.dedent(code)
    linecache.cache["<managers>"] = (len(source), None, source.splitlines(keepends=True), "<managers>")
    compiled = compile(source, "<managers>", "exec")
    recorder = Recorder(lambda code: True if code.co_filename == "<managers>" else None, managers=managers)
    with suppress(Exception), recorder:
        exec(compiled, {"contextmanager": contextmanager, "ExitStack": ExitStack})
    return recorder.recording


def answer(life: Life) -> str:
    return f"{life.name}: {life.answer or life.how.value}"


CASES = {
    "a good block": ("with Passes(): pass", ["Passes: saw no error"]),
    "an error": ("with Passes(): 1 / 0", ["Passes: saw ZeroDivisionError, let it pass"]),
    "kept": ("with Keeps(): 1 / 0", ["Keeps: saw ZeroDivisionError, kept it"]),
    "a true answer of a good block": ("with Keeps(): pass", ["Keeps: saw no error"]),
    "another error": ("with Fails(): 1 / 0", ["Fails: saw ZeroDivisionError, raised OSError"]),
    "an error after a good block": ("with Fails(): pass", ["Fails: saw no error, raised OSError"]),
    "the same error": ("with Again(): 1 / 0", ["Again: saw ZeroDivisionError, raised it again"]),
    "a failing entry": (
        "with Passes(), Half(): pass",
        ["Passes: saw KeyError, let it pass", "Half: entry raised KeyError: no exit"],
    ),
    "never left": ("kept = Passes().__enter__()", ["Passes: never"]),
    "entered twice": (
        "same = Keeps()\nwith same:\n    with same: 1 / 0",
        ["Keeps: saw no error", "Keeps: saw ZeroDivisionError, kept it"],
    ),
    "a generator": ("with passes(): pass", ["passes: saw no error"]),
    "a generator and an error": ("with passes(): 1 / 0", ["passes: saw ZeroDivisionError, let it pass"]),
    "a generator that keeps it": ("with keeps(): 1 / 0", ["keeps: saw ZeroDivisionError, kept it"]),
    "a generator above a function": ("@passes()\ndef f(): pass\nf(); f()", ["passes: saw no error"] * 2),
    "on a stack": (
        "with ExitStack() as stack:\n    stack.enter_context(Keeps())\n    stack.enter_context(passes())\n    1 / 0",
        ["Keeps: saw ZeroDivisionError, kept it", "passes: saw ZeroDivisionError, let it pass"],
    ),
}


@pytest.mark.parametrize(("code", "answers"), CASES.values(), ids=CASES)
def test_what_an_exit_saw_and_answered(code: str, answers: list[str]) -> None:
    recording = watch(code)
    assert [answer(life) for life in recording.lives] == answers
    assert Recording.from_dict(recording.to_dict()) == recording


def test_managers_are_left_out_unless_they_are_asked_for() -> None:
    assert watch("with Passes(), passes(): pass", managers=False).lives == []


def test_everything_is_put_back() -> None:
    before = [getattr(type(contextmanager(lambda: iter(()))()), name) for name in ("__enter__", "__exit__")]
    watch("with passes(): pass")
    assert before == [getattr(type(contextmanager(lambda: iter(()))()), name) for name in ("__enter__", "__exit__")]


def test_the_way_of_an_exception_through_nested_managers() -> None:
    recording = watch(
        """
        with Keeps(), translates():
            with Fails():
                with Passes():
                    raise ValueError("x is no amount")
        """
    )
    first = MANAGERS.count("\n") + 2
    assert lifelines_text(recording).splitlines() == [
        "4 managers entered.",
        f"● manager Keeps       entered on line {first}, saw RuntimeError, kept it",
        f"    {first}: with Keeps(), translates():",
        f"● manager translates  entered on line {first}, saw OSError, raised RuntimeError",
        f"    {first}: with Keeps(), translates():",
        f"● manager Fails       entered on line {first + 1}, saw ValueError, raised OSError",
        f"    {first + 1}: with Fails():",
        f"● manager Passes      entered on line {first + 2}, saw ValueError, let it pass",
        f"    {first + 2}: with Passes():",
        f"! ValueError raised on line {first + 3}: not caught (x is no amount)",
        "! OSError raised on line 10, on top of ValueError ✕1: caught on line 29 (the disk is full)",
        f"! RuntimeError raised on line 29, because of OSError ✕2: caught on line {first} (no journal)",
    ]
    html = lifelines_html(recording)
    assert "saw ValueError, raised OSError" in html
    assert "because of OSError ✕2" in html


def test_managers_stand_beside_the_resources_in_the_headline() -> None:
    recording = watch("import tempfile\nwith Passes(), tempfile.TemporaryFile(): pass")
    assert lifelines_text(recording).startswith("1 temporary file opened: closed by with. 1 manager entered.\n")
    assert Release.NEVER not in [life.how for life in recording.lives]
