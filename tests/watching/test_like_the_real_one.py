"""A watched file behaves just as a file that is not watched."""

import io
import os
import pickle
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

Watch = Callable[..., Any]
Use = Callable[[Callable[..., Any]], Any]

TEXT = "first\r\nsecond ü\nthird\rfourth\n"


def use(source: str) -> Use:
    """A use of `open` from its source; what it puts into ``result`` is compared."""

    def run(open: Callable[..., Any]) -> Any:
        world: dict[str, Any] = {"open": open, "io": io, "os": os, "pickle": pickle}
        exec(source, world)
        return world.get("result")

    return run


USES = """
f = open('t', encoding='utf-8'); result = f.read()
f = open('t', encoding='utf-8'); result = list(f), f.newlines
f = open('t', encoding='utf-8', newline=''); result = list(f), f.newlines
f = open('t', encoding='utf-8', newline='\\r'); result = f.readlines()
f = open('t', 'r', -1, 'utf-8', None, '\\n'); result = f.readlines()
f = open('t', encoding='utf-8'); result = f.readline(), f.tell(), f.readline(3), f.seek(0), f.read(4), f.readline()
f = open('t', encoding='utf-8'); next(f); result = f.tell()
f = open('t', encoding='latin-1'); result = f.read(), f.encoding, f.errors, f.mode, f.name, f.line_buffering
f = open('t', encoding='ascii'); f.read()
f = open('t', encoding='ascii', errors='replace'); result = f.read()
f = open('t', encoding='utf-8'); f.write('x')
f = open('t', 'w', encoding='utf-8'); f.read()
f = open('t', 'w', encoding='utf-8', newline='\\r\\n'); result = f.write('a\\nb'), f.tell(), f.close()
f = open('t', 'a', encoding='utf-8'); result = f.tell(), f.write('ü'), f.tell(), f.close()
f = open('t', 'r+', encoding='utf-8'); result = f.read(3), f.seek(0, 2), f.write('end'), f.seek(0), f.read(), f.close()
f = open('t', 'w+', encoding='utf-16'); result = f.write('a'), f.seek(0), f.read(), f.close()
f = open('t', 'a', encoding='utf-16'); result = f.write('a'), f.close()
f = open('t', 'x')
f = open('new', 'x', encoding='utf-8'); result = f.mode, f.write('x'), f.close(), open('new', 'rb').read()
f = open('t', 'r+', encoding='utf-8'); result = f.truncate(4), f.seek(0), f.read(), f.tell()
f = open('t', encoding='utf-8'); result = f.read(2), f.seek(1, 1)
f = open('t', 'rb'); result = f.peek()[:3], f.read1(2), f.tell(), f.seek(-3, 2), f.readline(), f.mode, f.name
f = open('t', 'rb'); b = bytearray(5); result = f.readinto(b), b, f.readinto1(b), b, f.readlines()
f = open('t', 'rb', 7); result = len(f.peek()), f.read(3), len(f.peek())
f = open('t', 'wb', 4); f.write(b'ab'); a = open('t').read(); f.write(b'cdefg'); result = a, open('t').read()
f = open('t', 'wb'); result = f.writelines([b'a', b'b']), f.tell(), f.flush(), open('t', 'rb').read()
f = open('t', 'w', 1); f.write('a\\nb'); result = open('t').read(), f.line_buffering
f = open('t', 'w', 1); result = f.write_through, f.reconfigure(line_buffering=False), f.line_buffering
f = open('t', 'wb', 0); result = f.write(b'ab'), open('t', 'rb').read(), f.mode, f.name, f.closefd
f = open('t', 'rb', 0); result = f.readall(), f.read(), f.seek(0), f.read(2)
f = open('t', 'xb', 0)
f = open('t', 'ab', 0); result = f.tell(), f.write(b'x'), f.tell(), f.mode
f = open('t', 'r+b'); result = f.read(2), f.write(b'XX'), f.seek(0), f.read(), f.mode
f = open('t', 'w', 0)
f = open('t', 'rb', 0); fd = f.fileno(); g = open(fd, 'rb', 0, closefd=False); result = g.fileno() == fd, g.name == fd
d = os.open('t', os.O_RDONLY); f = open(d, 'rb', 0); result = f.fileno() == f.name == d, f.closefd, f.read(2)
f = open('t', 'q')
f = open('t', 'rw')
f = open('t', 'rb', encoding='utf-8')
f = open('t', encoding='no such encoding')
f = open('t', newline='x')
f = open('t', closefd=False)
f = open('missing')
f = open('.')
f = open('')
f = open(None)
f = open(3.5)
f = open(-1)
f = open('t\\0')
f = open(9999)
f = open()
f = open('t', 'r', wrong=1)
f = open('t', 7)
f = open(b't'); result = f.name
f = open('t'); result = repr(f)
f = open('t', 'rb'); result = repr(f), repr(f.raw)
f = open('t', 'wb'); result = repr(f)
f = open('t', 'r+b'); result = repr(f)
f = open('t', 'rb', 0); result = repr(f).replace(str(f.fileno()), 'N')
f = open('t'); result = repr(f.buffer)
f = open('t'); f.close(); result = repr(f), f.closed, f.close()
f = open('t'); result = str(type(f)), type(f).__name__, type(f).__module__, type(f).__qualname__, f.__doc__[:20]
f = open('t'); result = isinstance(f, io.TextIOWrapper), isinstance(f, io.TextIOBase)
f = open('t'); result = isinstance(f.buffer, io.BufferedReader), isinstance(f.buffer, io.BufferedIOBase)
f = open('t', 'r+b'); result = isinstance(f, io.BufferedRandom), isinstance(f, io.BufferedIOBase)
f = open('t', 'rb', 0); result = isinstance(f, io.FileIO), isinstance(f, io.RawIOBase)
f = open('t'); f.close(); f.read()
f = open('t'); f.close(); next(f)
f = open('t', 'w'); f.close(); f.write('x')
f = open('t'); f.close(); f.__enter__()
f = open('t', 'rb'); f.close(); f.seek(0)
f = open('t', 'w'); f.write(b'x')
f = open('t', 'wb'); f.write('x')
f = open('t', 'w'); f.write()
f = open('t'); f.read('x')
f = open('t'); result = f.__enter__() is f, f.__exit__(None, None, None), f.closed
f = open('t'); b = f.detach(); result = repr(b), b.read(5), b.close()
f = open('t'); b = f.detach(); f.read()
f = open('t'); b = f.detach(); f.close()
f = open('t', 'rb'); r = f.detach(); result = repr(r).replace(str(r.fileno()), 'N'), r.read(5), r.close()
f = open('t'); result = f.readable(), f.writable(), f.seekable(), f.isatty(), f.buffer.closed
f = open('t'); result = iter(f) is f, f.mode, f.buffer.mode, f.buffer.raw.mode, f.buffer.raw.closefd
f = open('t'); pickle.dumps(f)
f = open('t', 'rb'); pickle.dumps(f)
f = open('t', 'rb', 0); pickle.dumps(f)
f = open('t'); f.colour = 'red'; result = f.colour
f = open('t'); f.closed = True
f = open('t'); del f.mode; result = hasattr(f, 'mode')
f = open('t'); result = hash(f) == hash(f), f == f, f != open('t'), bool(f)
f = open('t', opener=lambda path, flags: io.open(path, 'rb').fileno() * 0 - 1)
f = open('t', opener=lambda path, flags: 1 / 0)
f = io.BufferedRWPair(open('t', 'rb'), open('u', 'wb')); result = f.read(3), f.write(b'x'), f.close()
f = io.TextIOWrapper(open('t', 'rb'), encoding='utf-8'); result = f.read(), f.close()
""".strip().splitlines()


def outcome(use: Use, open: Callable[..., Any], folder: Path) -> Any:
    """What came out of it, or the error, and what is then in the folder."""
    for path in folder.iterdir():
        path.unlink()
    (folder / "t").write_bytes(TEXT.encode())
    try:
        result = use(open)
    except Exception as error:
        result = type(error), re.sub(r" at 0x\w+", "", str(error)), getattr(error, "filename", None)
    return result, {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def opened(watched: Watch) -> Iterator[Callable[[Use, Path], Any]]:
    """Runs a use with the `open` that watched code has; gives the outcome and the lives."""

    def run(use: Use, folder: Path) -> Any:
        seen = watched(
            "def own_open(*args, **kwargs):\n    return open(*args, **kwargs)\nresult = outcome(use, own_open, folder)",
            outcome=outcome,
            use=use,
            folder=folder,
        )
        assert seen.error is None
        return seen.names["result"]

    yield run


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("source", USES)
def test_the_same_comes_out(opened: Callable[[Use, Path], Any], tmp_path: Path, source: str) -> None:
    assert opened(use(source), tmp_path) == outcome(use(source), open, tmp_path)


def test_the_comparison_sees_differences(opened: Callable[[Use, Path], Any], tmp_path: Path) -> None:
    uses = [use(f"with open('t', 'rb') as f: result = f.read({size})") for size in (1, 2)]
    assert opened(uses[0], tmp_path) == opened(uses[0], tmp_path) != outcome(uses[1], open, tmp_path)
