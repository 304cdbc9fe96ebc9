"""Files by all their names: opened where, released how and where."""

import io
import os
import sys
from collections.abc import Callable
from typing import Any

import pytest

Watch = Callable[..., Any]

OPENINGS = {
    "open": 'f = open("a", "w")',
    "io.open": 'import io; f = io.open("a", "w")',
    "open, binary": 'f = open("a", "wb")',
    "open, both ways": 'f = open("a", "w+b")',
    "open, raw": 'f = open("a", "wb", buffering=0)',
    "Path.open": 'from pathlib import Path; f = Path("a").open("w")',
    "codecs.open": 'import codecs; f = codecs.open("a", "w", "utf-8")',
    "os.fdopen": 'import os; f = os.fdopen(os.open("a", os.O_CREAT | os.O_WRONLY), "w")',
    "open, bytes": 'f = open(b"a", "w")',
    "open, by name": 'f = open(mode="w", file="a")',
}
if sys.version_info >= (3, 14):
    del OPENINGS["codecs.open"]  # it warns


@pytest.mark.parametrize("opening", OPENINGS.values(), ids=OPENINGS)
class TestHoweverOpened:
    def test_closed_by_a_call(self, watched: Watch, opening: str) -> None:
        assert watched(f"{opening}\nf.close()").lives == ["file a: 1, call close() 2"]

    def test_closed_by_with(self, watched: Watch, opening: str) -> None:
        assert watched(f"{opening}\nwith f:\n    pass").lives == ["file a: 1, with 2"]

    def test_dropped(self, watched: Watch, opening: str) -> None:
        with pytest.warns(ResourceWarning):
            assert watched(f"{opening}\ndel f").lives == ["file a: 1, luck 2"]

    def test_left_open(self, watched: Watch, opening: str) -> None:
        assert watched(opening).lives == ["file a: 1, never"]


@pytest.mark.parametrize(
    ("source", "lives"),
    {
        "with in one": ('with open("a", "w") as f:\n    f.write("x")', ["file a: 1, with 1"]),
        "two in one with": (
            'with (open("a", "w") as f,\n      open("b", "w") as g):\n    pass',
            [f"file a: 1, with {1}", f"file b: 2, with {2 if sys.version_info >= (3, 13) else 1}"],
        ),
        "left by return": ('def f():\n    with open("a", "w"):\n        return 1\nf()', ["file a: 2, with 2"]),
        "left by an exception": (
            'try:\n    with open("a", "w"):\n        1 / 0\nexcept ZeroDivisionError:\n    pass',
            ["file a: 2, with 2"],
        ),
        "ExitStack": (
            'from contextlib import ExitStack\nwith ExitStack() as stack:\n    stack.enter_context(open("a", "w"))',
            ["file a: 3, with 2"],
        ),
        "ExitStack with callback": (
            "from contextlib import ExitStack\n"
            'with ExitStack() as stack:\n    stack.callback(open("a", "w").close)\n    x = 1',
            ["file a: 3, with 2"],
        ),
        "ExitStack closed": (
            "from contextlib import ExitStack\n"
            'stack = ExitStack()\nstack.enter_context(open("a", "w"))\nstack.close()',
            ["file a: 3, call close() 4"],
        ),
        "closing": (
            'from contextlib import closing\nwith closing(open("a", "w")):\n    pass',
            ["file a: 2, with 2"],
        ),
        "exit called by hand": (
            'f = open("a", "w")\nf.__exit__(None, None, None)',
            ["file a: 1, call __exit__() 2"],
        ),
        "a manager of one's own": (
            'class M:\n    def __enter__(self):\n        self.f = open("a", "w")\n'
            "    def __exit__(self, *_):\n        self.f.close()\nwith M():\n    pass",
            ["file a: 3, call close() 5"],
        ),
        "a generator as manager": (
            "from contextlib import contextmanager\n@contextmanager\ndef opened():\n"
            '    f = open("a", "w")\n    try:\n        yield f\n    finally:\n        f.close()\n'
            "with opened():\n    pass",
            ["file a: 4, call close() 8"],
        ),
        "closed in another function": (
            'def close(f):\n    f.close()\nclose(open("a", "w"))',
            ["file a: 3, call close() 2"],
        ),
        "closed twice": ('f = open("a", "w")\nf.close()\nf.close()', ["file a: 1, call close() 2"]),
        "closed by with after a call": (
            'with open("a", "w") as f:\n    f.close()',
            ["file a: 1, call close() 2"],
        ),
        "write_text": ('from pathlib import Path\nPath("a").write_text("x")', ["file a: 2, call write_text() 2"]),
        "read_bytes": ('from pathlib import Path\nPath("in").read_bytes()', ["file in: 2, call read_bytes() 2"]),
        "shutil.copyfile": (
            'import shutil\nshutil.copyfile("in", "b")',
            ["file in: 2, call copyfile() 2", "file b: 2, call copyfile() 2"],
        ),
        "gzip": (
            'import gzip\nwith gzip.open("a", "wt") as f:\n    f.write("x")\n'
            'with gzip.open("a", "rt") as f:\n    assert f.read() == "x"',
            ["file a: 2, with 2", "file a: 4, with 4"],
        ),
        "zipfile": (
            'import zipfile\nwith zipfile.ZipFile("a", "w") as z:\n    z.writestr("x", "y")\n'
            'with zipfile.ZipFile("a") as z:\n    assert z.read("x") == b"y"',
            ["file a: 2, with 2", "file a: 4, with 4"],
        ),
        "json and csv": (
            'import csv, json\nwith open("a", "w") as f:\n    json.dump([1], f)\n'
            'with open("a") as f:\n    assert json.load(f) == [1]\n'
            'with open("in", newline="") as f:\n    assert list(csv.reader(f)) == [["in"]]',
            ["file a: 2, with 2", "file a: 4, with 4", "file in: 6, with 6"],
        ),
        "a wrapper of one's own": (
            'import io\nwith io.TextIOWrapper(open("in", "rb")) as f:\n    assert f.read() == "in"',
            ["file in: 2, with 2"],
        ),
        "detached": ('f = open("in")\nb = f.detach()\nb.close()', ["file in: 1, call close() 3"]),
        "not its descriptor's owner": (
            'f = open("in")\nwith open(f.fileno(), closefd=False) as g:\n    g.read()\nf.close()',
            ["file in: 1, call close() 4"],
        ),
        "an opener": (
            'import os\nwith open("in", opener=lambda path, flags: os.open(path, flags)) as f:\n    f.read()',
            ["file in: 2, with 2"],
        ),
    }.values(),
)
def test_the_life_of_a_file(watched: Watch, source: str, lives: list[str]) -> None:
    with io.open("in", "w") as file:  # noqa: UP020
        file.write("in")
    seen = watched(source)
    assert seen.error is None
    assert seen.lives == lives


def test_a_file_that_cannot_be_opened_is_none(watched: Watch) -> None:
    seen = watched('try:\n    open("missing")\nexcept OSError:\n    pass\nopen("x", "no such mode")')
    assert isinstance(seen.error, ValueError)
    assert seen.lives == []


def test_a_close_that_fails_has_closed(watched: Watch) -> None:
    seen = watched('import os\nf = open("a", "w")\nf.write("x")\nos.close(f.fileno())\nf.close()')
    assert isinstance(seen.error, OSError)
    assert seen.lives == ["file a: 2, call close() 5"]


class TestLuck:
    def test_the_end_of_a_function(self, watched: Watch) -> None:
        with pytest.warns(ResourceWarning):
            seen = watched('def f():\n    g = open("a", "w")\n    g.write("x")\nf()\ny = 1')
        assert seen.lives == ["file a: 2, luck 4"] or seen.lives == ["file a: 2, luck 3"]

    def test_a_cycle(self, watched: Watch) -> None:
        with pytest.warns(ResourceWarning):
            seen = watched(
                'import gc\nclass A: pass\na = A()\na.me, a.f = a, open("a", "w")\ndel a\nx = 1\ngc.collect()'
            )
        assert seen.lives == ["file a: 4, luck 7"]

    def test_a_wrapper_over_a_watched_buffer(self, watched: Watch) -> None:
        with pytest.warns(ResourceWarning):
            assert watched('import io\nt = io.TextIOWrapper(open("a", "wb"))\ndel t').lives == ["file a: 2, luck 3"]

    def test_a_finalizer_of_ones_own(self, watched: Watch) -> None:
        seen = watched(
            'class A:\n    def __init__(self):\n        self.f = open("a", "w")\n'
            "    def __del__(self):\n        self.f.close()\na = A()\ndel a"
        )
        assert seen.lives == ["file a: 3, luck 5"]

    def test_replaced(self, watched: Watch) -> None:
        with pytest.warns(ResourceWarning):
            seen = watched('for name in "ab":\n    f = open(name, "w")\nf.close()')
        assert seen.lives == ["file a: 2, luck 2", "file b: 2, call close() 3"]

    def test_none_for_what_is_kept(self, watched: Watch) -> None:
        kept: list[Any] = []
        seen = watched('f = open("a", "w")\ndel f', keep_in=kept)
        assert seen.lives == ["file a: 1, never"]
        assert [file.closed for file in kept] == [False]
        kept.pop().close()

    def test_nothing_after_the_end(self, watched: Watch) -> None:
        seen = watched('f = open("a", "w")')
        seen.names["f"].close()
        assert seen.lives == ["file a: 1, never"]


class TestDescriptors:
    def test_open_and_close(self, watched: Watch) -> None:
        seen = watched('import os\nd = os.open("a", os.O_CREAT | os.O_RDWR)\nos.write(d, b"x")\nos.close(d)')
        assert seen.lives == ["descriptor a: 2, call os.close() 4"]
        assert seen.steps == ["os.open a", "os.write a", "os.close a released"]

    def test_left_open(self, watched: Watch) -> None:
        seen = watched('import os\nd = os.open("a", os.O_CREAT)')
        os.close(seen.names["d"])
        assert seen.lives == ["descriptor a: 2, never"]

    def test_a_pipe(self, watched: Watch) -> None:
        seen = watched("import os\nr, w = os.pipe()\nos.close(w)\nwith os.fdopen(r) as f:\n    f.read()")
        assert seen.lives == ["pipe reading end: 2, with 4", "pipe writing end: 2, call os.close() 3"]

    def test_a_copy(self, watched: Watch) -> None:
        seen = watched(
            'import os\na = os.open("a", os.O_CREAT)\nb = os.dup(a)\nos.close(a)\nos.close(b)\n'
            "c = os.dup(1)\nos.dup2(c, c)\nos.dup2(c, 2000)\nos.closerange(c, c + 1)\nos.close(2000)"
        )
        assert seen.lives == [
            "descriptor a: 2, call os.close() 4",
            "descriptor copy of a: 3, call os.close() 5",
            "descriptor copy of standard output: 6, call os.closerange() 9",
            "descriptor copy of copy of standard output: 8, call os.close() 10",
        ]

    def test_a_copy_over_another(self, watched: Watch) -> None:
        seen = watched(
            'import os\na = os.open("a", os.O_CREAT)\nb = os.open("b", os.O_CREAT)\nos.dup2(a, b)\n'
            "os.close(a)\nos.close(b)"
        )
        assert seen.lives == [
            "descriptor a: 2, call os.close() 5",
            "descriptor b: 3, call os.dup2() 4",
            "descriptor copy of a: 4, call os.close() 6",
        ]

    def test_a_copy_over_what_was_open_before_is_not_new(self, watched: Watch, tmp_path: Any) -> None:
        with (tmp_path / "out").open("w") as out:
            seen = watched(
                'import os\nsaved = os.dup(out)\nwith open("a", "w") as f:\n    os.dup2(f.fileno(), out)\n'
                "    os.dup2(saved, out)\nos.close(saved)",
                out=out.fileno(),
            )
        assert seen.lives == ["descriptor copy of a descriptor: 2, call os.close() 6", "file a: 3, with 3"]


class TestTemporaryFiles:
    @pytest.mark.parametrize(
        "source",
        [
            "with tempfile.TemporaryFile() as f:\n    f.write(b'x')",
            "with tempfile.NamedTemporaryFile('w', prefix='orders') as f:\n    f.write('x')",
            "with tempfile.SpooledTemporaryFile(1) as f: f.write(b'xx')",
        ],
    )
    def test_with(self, watched: Watch, source: str) -> None:
        assert watched(f"import tempfile\n{source}").lives == ["temporary file: 2, with 2"]

    def test_spooled_in_memory_is_none(self, watched: Watch) -> None:
        assert watched("import tempfile\nwith tempfile.SpooledTemporaryFile() as f:\n    f.write(b'x')").lives == []

    def test_dropped(self, watched: Watch) -> None:
        with pytest.warns(ResourceWarning):
            seen = watched("import tempfile\nf = tempfile.TemporaryFile()\ndel f")
        assert seen.lives == ["temporary file: 2, luck 3"]

    def test_made_by_mkstemp(self, watched: Watch) -> None:
        seen = watched(
            "import os, tempfile\nd, name = tempfile.mkstemp()\nos.close(d)\nwith open(name) as f:\n    pass\n"
            "os.remove(name)"
        )
        assert seen.lives == ["temporary file: 2, call os.close() 3", "temporary file: 4, with 4"]

    def test_made_by_mkstemp_and_opened(self, watched: Watch) -> None:
        seen = watched(
            "import os, tempfile\nd, name = tempfile.mkstemp()\nwith os.fdopen(d, 'w') as f:\n    f.write('x')\n"
            "os.remove(name)"
        )
        assert seen.lives == ["temporary file: 2, with 3"]


class TestTemporaryFolders:
    def test_with(self, watched: Watch) -> None:
        seen = watched(
            "import tempfile\nwith tempfile.TemporaryDirectory() as folder:\n    open(folder + '/a', 'w').close()"
        )
        assert seen.lives == ["temporary folder: 2, with 2", "file a: 3, call close() 3"]

    def test_cleanup(self, watched: Watch) -> None:
        seen = watched("import tempfile\nt = tempfile.TemporaryDirectory()\nt.cleanup()\nt.cleanup()")
        assert seen.lives == ["temporary folder: 2, call cleanup() 3"]

    def test_dropped(self, watched: Watch) -> None:
        with pytest.warns(ResourceWarning):
            seen = watched("import tempfile\nt = tempfile.TemporaryDirectory()\ndel t")
        assert seen.lives == ["temporary folder: 2, luck 3"]

    def test_mkdtemp(self, watched: Watch) -> None:
        seen = watched(
            "import os, shutil, tempfile\nfrom pathlib import Path\na, b, c, d = (tempfile.mkdtemp() for _ in 'abcd')\n"
            "shutil.rmtree(a)\nos.rmdir(b)\nPath(c).rmdir()\nd = Path(d)"
        )
        seen.names["d"].rmdir()
        assert seen.lives == [
            "temporary folder: 3, call rmtree() 4",
            "temporary folder: 3, call os.rmdir() 5",
            "temporary folder: 3, call rmdir() 6",
            "temporary folder: 3, never",
        ]


def test_what_a_module_opens_while_it_is_imported_is_not_shown(watched: Watch, tmp_path: Any) -> None:
    (tmp_path / "opens.py").write_text("open('a', 'w').close()", encoding="utf-8")
    seen = watched("import sys\nsys.path.insert(0, '')\nimport opens\nsys.path.pop(0)\ndel sys.modules['opens']")
    assert (seen.error, seen.lives) == (None, [])


def test_uses_are_noted(watched: Watch) -> None:
    seen = watched(
        'with open("a", "w+") as f:\n    f.write("x\\ny\\n")\n    f.seek(0)\n    for line in f:\n        pass'
    )
    uses = [(name, moment.place.line) for name, moment in seen.recording.lives[0].uses]
    assert uses == [("write", 2), ("read", 4), ("read", 4), ("read", 4)]
    assert seen.steps == ["open a", "write a", "read a", "read a", "read a", "close a released"]
