"""What can be said of an answer before it runs."""

import pytest

from leakproof.exercises.catalogue import judge_answer
from leakproof.judging import source
from leakproof.judging.verdict import Outcome

NOT_ATTEMPTED = {
    "nothing": "",
    "a comment": "# to do\n",
    "dots": "def read_and_close(path):\n    ...  # your answer here\n",
    "pass": "import os\n\ndef read_and_close(path):\n    pass\n",
    "a docstring": 'def read_and_close(path):\n    """The whole text."""\n',
    "not implemented": "def read_and_close(path):\n    raise NotImplementedError\n",
    "not implemented yet": 'def read_and_close(path):\n    """."""\n    raise NotImplementedError("to do")\n',
    "an empty class": "class read_and_close:\n    def __init__(self, path):\n        ...\n",
    "a notebook's own lines": "%%time\n!ls\ndef read_and_close(path):\n    ...\n",
}
UNUSABLE = {
    "syntax": ("def read_and_close(path):\n    return open(path\n", "Not valid Python", "line 2: `return open(path`"),
    "indentation": ("  x = 1\n", "Not valid Python", "unexpected indent"),
    "return outside": ("return 1\n", "Not valid Python", "'return' outside function"),
    "null bytes": ("x = '\0'\n", "Not valid Python", "null byte"),
    "nested too deeply": ("-" * 100_000 + "1", "Not valid Python", "Python cannot read"),
    "many brackets": ("(" * 10_000, "Not valid Python", "too many nested parentheses"),
    "huge": ("#" * 300_000, "Too long", "300,000 characters"),
    "another name": ("def read_and_clos(path):\n    ...\n", "No read_and_close in it", "It defines read_and_clos."),
    "no function": ("x = 1\n", "No read_and_close in it", "spelled just so."),
}


@pytest.mark.parametrize("answer", NOT_ATTEMPTED.values(), ids=NOT_ATTEMPTED)
def test_not_attempted(answer: str) -> None:
    verdict = judge_answer("1.1", answer)
    assert (verdict.outcome, verdict.points, verdict.findings) == (Outcome.NOT_ATTEMPTED, 0, [])


@pytest.mark.parametrize(("answer", "title", "what"), UNUSABLE.values(), ids=UNUSABLE)
def test_unusable(answer: str, title: str, what: str) -> None:
    verdict = judge_answer("1.1", answer)
    assert (verdict.outcome, verdict.points, verdict.headline) == (Outcome.UNUSABLE, 0, title)
    assert what in verdict.findings[0].what
    assert len(verdict.findings[0].what) < 250


def test_half_an_attempt_is_one() -> None:
    tree = source.read("def read_and_close(path):\n    file = open(path)\n", "read_and_close")
    assert source.attempted(tree, "read_and_close")


def test_only_a_notebooks_own_lines_are_taken_out_and_only_if_they_must() -> None:
    assert source.clean("%%time\r\n!ls\r\nx = 1\r\n") == "\n\nx = 1\n"
    text = "x = '''\n% of all\n!'''\n"
    assert source.clean(text) == text
    assert source.clean("\ufeffx = 1\n") == "x = 1\n"


@pytest.mark.parametrize(
    "definition",
    [
        "f = lambda: 1",
        "from os import getcwd as f",
        "import os as f",
        "if True:\n    def f(): ...",
        "async def f(): ...",
        "(f := print)",
        "g = f = print",
    ],
)
def test_a_name_can_be_defined_in_any_way(definition: str) -> None:
    assert source.read(definition, "f")


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ("check(f)", ""),
        ("x = 1\ncheck(f)\ny = 2", "x = 1\n\ny = 2"),
        ("x = 1; check(f); y = 2", "x = 1; None; y = 2"),
        ("ü = 'ü'; check(f)", "ü = 'ü'; None"),
        ("_ = check(f)", ""),
        ("import leakproof", ""),
        ("from leakproof.notebook import (\n    check,\n    watch,\n)", "\n\n\n"),
        ("import os, leakproof", "import os, leakproof"),
        ("def f():\n    check(1)", "def f():\n    check(1)"),
        ("get_ipython().run_line_magic('time', 'x')", ""),
        ("lines = get_ipython().getoutput('ls')", ""),
        ("x = (", "x = ("),
        ("def check(f): ...\ncheck(1)", "def check(f): ...\ncheck(1)"),
        ("from leakproof.notebook import check\ncheck(f)", "\n"),
    ],
)
def test_words_are_blanked_out(given: str, left: str) -> None:
    assert source.without_words(given) == left


def test_an_answer_is_judged_without_the_learners_words() -> None:
    answer = (
        "from leakproof.notebook import check\n%load_ext x\ndef read_and_close(path):\n"
        "    with open(path, encoding='utf-8') as file:\n        return file.read()\ncheck(read_and_close)\n"
    )
    assert judge_answer("1.1", answer).outcome is Outcome.CORRECT
