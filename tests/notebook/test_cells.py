"""The source that is judged is that of the cell which defined the answer; everything else is refused in a sentence."""

from pathlib import Path
from typing import Any

import pytest

from leakproof.notebook.cells import answer_source
from leakproof.notebook.refusals import Refused

Kernel = Any

DEFINITION = "def read_and_close(path):\n    return path"


@pytest.fixture(scope="module")
def prepared(kernel: Kernel) -> Kernel:
    shown = kernel.run("from leakproof.notebook import check\nfrom leakproof.notebook.cells import answer_source as of")
    assert shown.errors == []
    return kernel


@pytest.fixture(autouse=True)
def _without_answers(request: pytest.FixtureRequest) -> None:
    if "prepared" in request.fixturenames:
        kernel = request.getfixturevalue("prepared")
        assert kernel.run("for name in ('read_and_close', 'count_leaked'): globals().pop(name, None)").errors == []


CELLS = {
    "a function": (DEFINITION, DEFINITION),
    "a class": (
        "class read_and_close:\n    limit = 1\n    def close(self):\n        pass",
        "class read_and_close:\n    limit = 1\n    def close(self):\n        pass",
    ),
    "a class without methods": ("class read_and_close:\n    pass", "class read_and_close:\n    pass"),
    "a class with a property only": (
        "class read_and_close:\n    @property\n    def x(self): return 1",
        "class read_and_close:\n    @property\n    def x(self): return 1",
    ),
    "a dataclass": (
        "import dataclasses\n@dataclasses.dataclass\nclass read_and_close:\n    x: int",
        "import dataclasses\n@dataclasses.dataclass\nclass read_and_close:\n    x: int",
    ),
    "a lambda": ("read_and_close = lambda path: path", "read_and_close = lambda path: path"),
    "a context manager": (
        "from contextlib import contextmanager\n@contextmanager\ndef read_and_close(path):\n    yield",
        "from contextlib import contextmanager\n@contextmanager\ndef read_and_close(path):\n    yield",
    ),
    "decorated without wraps": (
        "def quiet(function):\n    return lambda path: function(path)\n@quiet\ndef read_and_close(path):\n    return 1",
        "def quiet(function):\n    return lambda path: function(path)\n@quiet\ndef read_and_close(path):\n    return 1",
    ),
    "partial": (
        "import functools\ndef helper(mode, path):\n    return path\nread_and_close = functools.partial(helper, 'r')",
        "import functools\ndef helper(mode, path):\n    return path\nread_and_close = functools.partial(helper, 'r')",
    ),
    "with other code": (
        f"import os\nlimit = 3\n{DEFINITION}\nprint(read_and_close('x'))",
        f"import os\nlimit = 3\n{DEFINITION}\nprint(read_and_close('x'))",
    ),
    "with a magic": (f"%matplotlib --list\n!true\n{DEFINITION}", f"\n\n{DEFINITION}"),
    "under %%time": (f"%%time\n{DEFINITION}\nx = 1", f"\n{DEFINITION}\nx = 1"),
    "with words": (
        f"from leakproof.notebook import check, hint\n{DEFINITION}\nhint(\n    read_and_close\n)  # help",
        f"\n{DEFINITION}\n\n\n\n",
    ),
}


def source_of(kernel: Kernel, answer: str = "read_and_close") -> str:
    shown = kernel.run(f"print(of({answer}), end='')")
    assert shown.errors == []
    return str(shown.printed).removesuffix("\n")


@pytest.mark.parametrize("store_history", [True, False])
@pytest.mark.parametrize(("cell", "source"), CELLS.values(), ids=CELLS)
def test_the_source_of_the_cell(prepared: Kernel, cell: str, source: str, store_history: bool) -> None:
    from_history = cell.startswith(("%%", "import dataclasses", "class read_and_close:\n    pass"))
    assert prepared.run(cell, store_history=store_history or from_history).errors == []
    assert source_of(prepared) == source.removesuffix("\n")
    assert source_of(prepared, "'1.1'") == source_of(prepared, "'read_and_close'") == source.removesuffix("\n")


def test_a_decorator_from_another_cell(prepared: Kernel) -> None:
    prepared.run(
        "import functools\ndef loud(function):\n    @functools.wraps(function)\n    def wrapper(*args):\n"
        "        return function(*args)\n    return wrapper"
    )
    prepared.run(f"@loud\n{DEFINITION}")
    assert source_of(prepared) == f"@loud\n{DEFINITION}"


def test_the_object_given_counts_not_the_newest_of_its_name(prepared: Kernel) -> None:
    prepared.run(DEFINITION)
    prepared.run("first = read_and_close")
    prepared.run("def read_and_close(path):\n    return 'another'")
    assert source_of(prepared, "first") == DEFINITION
    assert source_of(prepared).endswith("'another'")


def test_a_check_in_the_cell_of_the_answer(prepared: Kernel) -> None:
    shown = prepared.run(
        "def read_and_close(path):\n    file = open(path, encoding='utf-8')\n    try:\n        return file.read()\n"
        "    finally:\n        file.close()\ncheck(read_and_close)"
    )
    assert shown.errors == []
    assert "correct" in shown.texts[0]


IN_FILE = "import sys; sys.path.insert(0, '.'); from answers import read_and_close"

REFUSED = {
    "nothing yet": ("", "'1.1'", "There is no read_and_close yet. Run the cell in which you define it, then check"),
    "no such number": ("", "'9.9'", "There is no exercise '9.9'. There are "),
    "another function": ("def reed_and_close(path): pass", "reed_and_close", "There is no exercise 'reed_and_close'."),
    "a lambda of no name": ("", "lambda path: path", "There is no exercise '<lambda>'."),
    "a result": (
        DEFINITION,
        "read_and_close('the text of the file')",
        "This takes the function or class that you wrote, as in check(read_and_close). It got 'the text of the file'. "
        "Did you call your function? Leave its parentheses away.",
    ),
    "a long result": ("", "'x y ' * 100", "This takes the function or class that you wrote, as in check("),
    "None": ("", "None", "This takes the function or class that you wrote, as in check(read_and_close). It got None."),
    "an instance": (
        "class read_and_close:\n    def __repr__(self): return 1 / 0",
        "read_and_close()",
        "This takes the function or class that you wrote, as in check(read_and_close). It got a read_and_close.",
    ),
    "a module": ("import os", "os", "This takes the function or class that you wrote"),
    "replaced by its result": (
        "read_and_close = 'text'",
        "'1.1'",
        "read_and_close is no function or class now, it is 'text'. Run the cell in which you define it again",
    ),
    "by exec": (f"exec({DEFINITION!r})", "read_and_close", "The source of read_and_close cannot be found. Define it"),
    "built in": ("read_and_close = len", "'1.1'", "The source of read_and_close cannot be found. Define it in a cell"),
    "in a file": (IN_FILE, "read_and_close", "read_and_close was defined in a file, not in a cell. Paste it into a"),
}


@pytest.mark.parametrize(("cell", "answer", "refusal"), REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("word", ["of", "check"])
def test_everything_else_is_refused_in_a_sentence(
    prepared: Kernel, word: str, cell: str, answer: str, refusal: str
) -> None:
    (Path(prepared.folder) / "answers.py").write_text(DEFINITION, encoding="utf-8")
    assert prepared.run(cell).errors == []
    shown = prepared.run(f"{word}({answer})")
    assert len(shown.errors) == 1
    assert shown.errors[0].startswith(refusal)
    assert "\n" not in shown.errors[0]
    assert len(shown.errors[0]) < 400


def test_outside_of_a_notebook() -> None:
    with pytest.raises(Refused, match=r"^There is no read_and_close yet\."):
        answer_source("1.1")
