"""Exceptions: raised where, and caught where, or not at all."""

import threading
from collections.abc import Callable
from typing import Any

import pytest

Watch = Callable[..., Any]

CASES = {
    "caught": (
        """
        try:
            1 / 0
        except ZeroDivisionError:
            pass
        """,
        ["ZeroDivisionError: 2, caught 3"],
    ),
    "caught on the line of its except": (
        """
        try: 1 / 0
        except ZeroDivisionError: pass
        """,
        ["ZeroDivisionError: 1, caught 2"],
    ),
    "not caught": ("x = 1\n1 / 0", ["ZeroDivisionError: 2, not caught"]),
    "not matched": (
        """
        try:
            1 / 0
        except KeyError:
            pass
        """,
        ["ZeroDivisionError: 2, not caught"],
    ),
    "matched by the second": (
        """
        try:
            1 / 0
        except KeyError:
            pass
        except (ValueError,
                ZeroDivisionError):
            pass
        """,
        ["ZeroDivisionError: 2, caught 5"],
    ),
    "raised again": (
        """
        try:
            1 / 0
        except ZeroDivisionError:
            raise
        """,
        ["ZeroDivisionError: 2, not caught"],
    ),
    "raised again by name": (
        """
        def f():
            try:
                1 / 0
            except ZeroDivisionError as error:
                raise error
        try:
            f()
        except ZeroDivisionError:
            pass
        """,
        ["ZeroDivisionError: 3, caught 8"],
    ),
    "raised again and caught further out in the same function": (
        """
        try:
            try:
                1 / 0
            except ZeroDivisionError:
                x = 1
                raise
        except ArithmeticError:
            pass
        x = 2
        """,
        ["ZeroDivisionError: 3, caught 7"],
    ),
    "raised in a nested call": (
        """
        def f():
            g()
        def g():
            int("x")
        try:
            f()
        except ValueError:
            pass
        """,
        ["ValueError: 4, caught 7"],
    ),
    "passing a finally": (
        """
        try:
            try:
                1 / 0
            finally:
                x = 1
        except ZeroDivisionError:
            pass
        """,
        ["ZeroDivisionError: 3, caught 6"],
    ),
    "passing a finally and leaving": (
        """
        try:
            1 / 0
        finally:
            x = 1
        """,
        ["ZeroDivisionError: 2, not caught"],
    ),
    "not matched, passing a finally, caught outside": (
        """
        def f():
            try:
                1 / 0
            except KeyError:
                pass
            finally:
                x = 1
        try:
            f()
        except ZeroDivisionError:
            pass
        """,
        ["ZeroDivisionError: 3, caught 10"],
    ),
    "caught within a finally that another one passes": (
        """
        try:
            try:
                1 / 0
            finally:
                try:
                    int("x")
                except ValueError:
                    pass
        except ZeroDivisionError:
            pass
        """,
        ["ZeroDivisionError: 3, caught 9", "ValueError: 6, caught 7"],
    ),
    "not matched, and another one caught in the finally that is passed": (
        """
        try:
            try:
                1 / 0
            except KeyError:
                pass
            finally:
                try:
                    int("x")
                except ValueError:
                    pass
        except ZeroDivisionError:
            pass
        """,
        ["ZeroDivisionError: 3, caught 11", "ValueError: 8, caught 9"],
    ),
    "raised again in a finally": (
        """
        try:
            try:
                1 / 0
            finally:
                try:
                    int("x")
                except ValueError:
                    x = 1
                    raise
        except ValueError:
            pass
        """,
        ["ZeroDivisionError: 3, not caught", "ValueError: 6, caught 10"],
    ),
    "raised in a finally": (
        """
        try:
            try:
                1 / 0
            finally:
                int("x")
        except ValueError:
            pass
        x = 1
        """,
        ["ZeroDivisionError: 3, not caught", "ValueError: 5, caught 6"],
    ),
    "replaced": (
        """
        try:
            try:
                1 / 0
            except ZeroDivisionError as error:
                raise KeyError from error
        except KeyError:
            pass
        """,
        ["ZeroDivisionError: 3, caught 4", "KeyError: 5, caught 6"],
    ),
    "replaced, and leaving": (
        """
        try:
            1 / 0
        except ZeroDivisionError as error:
            raise KeyError from error
        """,
        ["ZeroDivisionError: 2, caught 3", "KeyError: 4, not caught"],
    ),
    "a second one while the first is handled": (
        """
        try:
            1 / 0
        except ZeroDivisionError:
            try:
                int("x")
            except ValueError:
                pass
            x = 1
        """,
        ["ZeroDivisionError: 2, caught 3", "ValueError: 5, caught 6"],
    ),
    "the first leaves after a second was caught": (
        """
        def f():
            try:
                1 / 0
            except ZeroDivisionError:
                try:
                    int("x")
                except ValueError:
                    pass
                raise
        try:
            f()
        except ArithmeticError:
            pass
        """,
        ["ZeroDivisionError: 3, caught 12", "ValueError: 6, caught 7"],
    ),
    "suppressed": (
        """
        from contextlib import suppress
        with suppress(ZeroDivisionError):
            1 / 0
        x = 1
        """,
        ["ZeroDivisionError: 3, caught 2"],
    ),
    "suppressed on one line": (
        """
        from contextlib import suppress
        with suppress(ZeroDivisionError): 1 / 0
        x = 1
        """,
        ["ZeroDivisionError: 2, caught 2"],
    ),
    "suppressed at the end of a function": (
        """
        from contextlib import suppress
        def f():
            with suppress(ZeroDivisionError):
                1 / 0
        f()
        """,
        ["ZeroDivisionError: 4, caught 3"],
    ),
    "not suppressed": (
        """
        from contextlib import suppress
        with suppress(KeyError):
            1 / 0
        """,
        ["ZeroDivisionError: 3, not caught"],
    ),
    "suppressed by the outer one": (
        """
        from contextlib import suppress
        with suppress(ZeroDivisionError):
            with suppress(KeyError):
                1 / 0
        x = 1
        """,
        ["ZeroDivisionError: 4, caught 2"],
    ),
    "suppressed by the inner one": (
        """
        from contextlib import suppress
        with suppress(ZeroDivisionError):
            with suppress(ZeroDivisionError):
                1 / 0
        x = 1
        """,
        ["ZeroDivisionError: 4, caught 3"],
    ),
    "passing a with that does not suppress": (
        """
        try:
            with open("a", "w"):
                1 / 0
        except ZeroDivisionError:
            pass
        """,
        ["ZeroDivisionError: 3, caught 4"],
    ),
    "caught inside a with": (
        """
        with open("a", "w"):
            try:
                1 / 0
            except ZeroDivisionError:
                pass
        x = 1
        """,
        ["ZeroDivisionError: 3, caught 4"],
    ),
    "suppressed by a class of one's own": (
        """
        class Quiet:
            def __enter__(self):
                return self
            def __exit__(self, *_):
                return True
        with Quiet():
            1 / 0
        """,
        ["ZeroDivisionError: 7, caught 6"],
    ),
    "in a generator": (
        """
        def numbers():
            yield 1
            yield 1 / 0
        try:
            for n in numbers():
                pass
        except ZeroDivisionError:
            pass
        """,
        ["ZeroDivisionError: 3, caught 7"],
    ),
    "thrown into a generator": (
        """
        def numbers():
            try:
                yield 1
            except ValueError:
                yield 2
        n = numbers()
        next(n)
        n.throw(ValueError())
        n.close()
        """,
        ["ValueError: 3, caught 4"],
    ),
    "through a generator as manager": (
        """
        from contextlib import contextmanager
        @contextmanager
        def manager():
            try:
                yield
            except ValueError:
                raise
        try:
            with manager():
                int("x")
        except ValueError:
            pass
        """,
        ["ValueError: 10, caught 11"],
    ),
    "in a loop": (
        """
        for number in range(9):
            try:
                raise ValueError(number)
            except ValueError:
                continue
        """,
        ["ValueError: 3, caught 4"] * 9,
    ),
    "the same one again": (
        """
        error = ValueError()
        for _ in range(2):
            try:
                raise error
            except ValueError:
                pass
        """,
        ["ValueError: 4, caught 5"],
    ),
    "the end of an iteration": (
        """
        for x in iter([1]):
            pass
        list(y for y in "ab")
        next(iter([]), None)
        """,
        [],
    ),
    "returned away in a finally": (
        """
        def f():
            try:
                1 / 0
            finally:
                x = 1
                while x:
                    break
        try:
            f()
        except ZeroDivisionError: x = 2
        """,
        ["ZeroDivisionError: 3, caught 10"],
    ),
    "in a library": (
        """
        import json
        try:
            json.loads("{")
        except ValueError:
            pass
        """,
        ["JSONDecodeError: 3, caught 4"],
    ),
    "interrupted": (
        "try:\n    raise KeyboardInterrupt\nexcept Exception:\n    pass",
        ["KeyboardInterrupt: 2, not caught"],
    ),
    "exit": ("raise SystemExit(3)", ["SystemExit: 1, not caught"]),
    "in a group": (
        """
        try:
            raise ExceptionGroup("both", [ValueError()])
        except* ValueError:
            pass
        """,
        ["ExceptionGroup: 2, caught 3"],
    ),
    "from a future": (
        """
        from concurrent.futures import ThreadPoolExecutor
        def work():
            1 / 0
        with ThreadPoolExecutor(1) as pool:
            try:
                pool.submit(work).result()
            except ZeroDivisionError:
                pass
        """,
        ["ZeroDivisionError: 3 in ThreadPoolExecutor-0_0, caught 7"],
    ),
    "caught in a thread": (
        """
        import threading
        def work():
            try:
                1 / 0
            except ZeroDivisionError:
                pass
        t = threading.Thread(target=work)
        t.start(); t.join()
        """,
        ["ZeroDivisionError: 4 in Thread-1 (work), caught 5 in Thread-1 (work)"],
    ),
}


@pytest.mark.parametrize(("source", "exceptions"), CASES.values(), ids=CASES)
def test_the_way_of_an_exception(watched: Watch, source: str, exceptions: list[str]) -> None:
    assert watched(source).exceptions == exceptions


@pytest.mark.parametrize("clause", ["except KeyError:\n        pass", "except ZeroDivisionError:\n        raise"])
def test_not_caught_in_a_thread(watched: Watch, monkeypatch: pytest.MonkeyPatch, clause: str) -> None:
    monkeypatch.setattr(threading, "excepthook", lambda _: None)
    seen = watched(
        f"import threading\ndef work():\n    try:\n        1 / 0\n    {clause}\n"
        "t = threading.Thread(target=work)\nt.start()\nt.join()"
    )
    assert seen.exceptions == ["ZeroDivisionError: 4 in Thread-1 (work), not caught"]


def test_the_message_is_that_of_the_exception(watched: Watch) -> None:
    seen = watched(
        "class Odd(Exception):\n    def __str__(self):\n        1 / 0\ntry:\n    raise Odd\nfinally:\n    int('x')"
    )
    assert [(raised.type, raised.message) for raised in seen.recording.exceptions] == [
        ("Odd", ""),
        ("ValueError", "invalid literal for int() with base 10: 'x'"),
    ]


def test_exceptions_are_left_as_they_are(watched: Watch) -> None:
    seen = watched("try:\n    int('x')\nexcept ValueError as error:\n    result = vars(error), error.args")
    assert seen.names["result"] == ({}, ("invalid literal for int() with base 10: 'x'",))


def test_what_ends_the_code_is_recorded_even_if_its_coming_was_not_seen(watched: Watch) -> None:
    seen = watched("import sys\ndef f():\n    sys.settrace(None)\n    sys._getframe().f_trace = None\n    1 / 0\nf()")
    assert seen.exceptions == ["ZeroDivisionError: 5, not caught"]
