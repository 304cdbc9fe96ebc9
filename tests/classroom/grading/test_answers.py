"""Which cell counts as the answer, whatever became of the notebook."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from handing_in import LEAKS, READ, STUB, code, hand_in, notebook

from leakproof.classroom.answers import Found, answers_in
from leakproof.classroom.submissions import submissions
from leakproof.course import course
from leakproof.course.solutions import ROOT

ONE = "01_manual_close.ipynb"
Find = Callable[[dict[str, bytes]], Found]


@pytest.fixture
def find(tmp_path: Path) -> Find:
    """Finds the answers of one learner, who handed in these files."""

    def found(files: dict[str, bytes]) -> Found:
        hand_in(tmp_path, {"zoe/": b"", **{f"ada/{name}": content for name, content in files.items()}})
        return answers_in(submissions(tmp_path)[0])

    return found


def in_book(find: Find, *cells: dict[str, Any]) -> Found:
    return find({ONE: notebook(*cells)})


TEXT = {"cell_type": "markdown", "metadata": {}, "source": READ}


@pytest.mark.parametrize(
    ("cells", "where", "source"),
    [
        ([TEXT, code(READ, "1.1")], 2, READ),
        ([code(READ)], 1, READ),
        ([code(STUB, "1.1"), code(LEAKS), code(READ)], 3, READ),
        ([code(READ, "1.1"), code(LEAKS)], 1, READ),
        ([code(LEAKS, "1.1"), code("x = 1"), code(READ, "1.1")], 3, READ),
        ([code("import os", "1.1"), code(READ)], 2, READ),
        ([code(READ, "1.2")], 1, READ),
        ([code("", "1.1"), code(READ, "no such")], 2, READ),
        ([code("read_and_close = lambda path: path")], 1, "read_and_close = lambda path: path"),
        ([code("def read_and_close(path:", "1.1"), code(READ, "1.2")], 1, "def read_and_close(path:"),
        ([code("def other(path:", "1.1"), code(READ)], 2, READ),
        ([code(STUB, "1.1")], 1, STUB),
        ([code(f"%time\n{READ}", "1.1")], 1, f"%time\n{READ}"),
    ],
)
def test_the_cell_that_counts(cells: list[dict[str, Any]], where: int, source: str, find: Find) -> None:
    answer = in_book(find, *cells).answers["1.1"]
    assert (answer.source, answer.where) == (source, f"{ONE}, cell {where}")


def test_two_answers_in_one_cell_are_both_found(find: Find) -> None:
    both = f"{READ}\n\ndef copy_file(source, target):\n    return 1\n"
    assert set(in_book(find, code(both, "1.1")).answers) == {"1.1", "1.2"}


def test_a_helper_with_the_name_of_another_exercise_is_no_second_answer(find: Find) -> None:
    helper = f"{READ}\n\ndef copy_file(source, target):\n    return 1\n"
    own = "def copy_file(source, target):\n    return 2\n"
    found = find({ONE: notebook(code(own, "1.2")), "z.ipynb": notebook(code(helper, "1.1"))})
    assert found.answers["1.2"].source == own
    assert found.notes == []


def test_answers_to_other_lessons_are_found_in_any_notebook(find: Find) -> None:
    found = in_book(find, code(READ, "1.1"), code("class Timer:\n    pass"), code("def run_cleanups(actions):\n    1"))
    assert set(found.answers) == {"1.1", "3.1", "5.4"}


@pytest.mark.parametrize("part", ["notebooks", "exercises"])
def test_no_cell_of_the_course_is_an_attempt(part: str, find: Find) -> None:
    found = find({path.name: path.read_bytes() for path in sorted((ROOT / part).glob("*.ipynb"))})
    assert [answer for answer in found.answers.values() if "..." not in answer.source] == []
    assert len(found.answers) == (len(course().exercises) if part == "exercises" else 0)
    assert found.notes == []


def test_the_third_version_of_the_format(find: Find) -> None:
    cell = {"cell_type": "code", "metadata": {"leakproof": {"exercise": "1.1"}}, "input": READ.splitlines(True)}
    book = {"nbformat": 3, "metadata": {}, "worksheets": [{"cells": [cell]}]}
    assert find({ONE: json.dumps(book).encode()}).answers["1.1"].source == READ


JUNK: list[Any] = [
    None, 1, "x", {"cell_type": "code"}, {"cell_type": "code", "source": None, "metadata": None},
    {"cell_type": "code", "source": [1, None], "metadata": {"leakproof": {"exercise": ["1.1"]}}},
    {"cell_type": "code", "source": READ, "metadata": {"leakproof": 1}},
]  # fmt: skip


def test_junk_among_the_cells_does_no_harm(find: Find) -> None:
    book = {"nbformat": 4, "cells": JUNK, "worksheets": 3}
    assert find({ONE: json.dumps(book).encode()}).answers["1.1"].where == f"{ONE}, cell 7"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (notebook(_1_1=READ)[:-20], "no notebook"),
        (b"\xff\xfe\xfa{", "no notebook"),
        (b"[1, 2]", "no cells"),
        (b"[" * 100_000, "no notebook"),
        (b"<<<<<<< HEAD\n{}", "no notebook"),
    ],
)
def test_a_broken_notebook_costs_its_own_exercises_only(content: bytes, why: str, find: Find) -> None:
    found = find({ONE: content, "more.ipynb": notebook(_1_2="def copy_file(source, target):\n    1\n")})
    assert set(found.answers) == {"1.2"}
    assert set(found.unreadable) == {"1.1", "1.3"}
    assert why in found.unreadable["1.1"]
    assert why in found.notes[0]


@pytest.mark.parametrize(
    "hostile", ["(" * 100_000, "-" * 150_000 + "1", "x = " + "[" * 90_000, "\0", "a" + ".b" * 20_000, "x" * 300_000]
)
def test_a_hostile_cell_harms_no_other(hostile: str, find: Find) -> None:
    found = in_book(
        find,
        code(hostile),
        code(f"used = {hostile}"),
        code(f"def read_and_close(path): {hostile}", "1.1"),
        code("class Timer: used"),
    )
    assert set(found.answers) == {"1.1", "3.1"}


# -- several files


@pytest.mark.parametrize(
    ("files", "counts"),
    [
        (["01_manual_close.ipynb", "01_manual_close-1.ipynb"], "01_manual_close-1.ipynb"),
        (["01_manual_close-10.ipynb", "01_manual_close-9.ipynb"], "01_manual_close-10.ipynb"),
        (["01_manual_close (2).ipynb", "01_manual_close.ipynb"], "01_manual_close (2).ipynb"),
        (["01_manual_close-yours-2026-11-21-1015.ipynb", "01_manual_close.ipynb"], "01_manual_close.ipynb"),
        (["ps2/01_manual_close.ipynb", "ps10/01_manual_close.ipynb"], "ada/ps10/01_manual_close.ipynb"),
    ],
)
def test_which_of_two_files_counts_is_a_rule(files: list[str], counts: str, find: Find) -> None:
    found = find({name: notebook(_1_1=f"{READ}# {name}\n") for name in files})
    assert found.answers["1.1"].where == f"{counts}, cell 1"
    assert "answered more than once" in found.notes[0]


def test_an_attempt_counts_before_a_newer_stub(find: Find) -> None:
    found = find({ONE: notebook(_1_1=READ), "01_manual_close-1.ipynb": notebook(_1_1=STUB)})
    assert (found.answers["1.1"].source, found.notes) == (READ, [])


# -- Python files


def test_a_python_file_with_one_answer_is_the_answer(find: Find) -> None:
    text = f"import os\n\n{READ}"
    assert find({"x.py": text.encode()}).answers["1.1"].source == text


def test_a_python_file_with_several_is_taken_apart(find: Find) -> None:
    imports = "import os\nfrom contextlib import contextmanager"
    text = f"{imports}\n\n{READ}\n\n@contextmanager\ndef changed_dir(path):\n    os.x\n"
    found = find({"x.py": text.encode()})
    assert found.answers["1.1"].source + "\n" == READ
    assert found.answers["4.1"].source.startswith("@contextmanager\n")
    assert found.answers["4.1"].others == (f"{imports}\n\n\n{found.answers['4.1'].source}",)


def test_cells_in_a_python_file(find: Find) -> None:
    found = find({"x.py": f"# %%\nimport os\n# %%\n{READ}".encode()})
    assert found.answers["1.1"].where == "x.py, cell 3"


def test_a_python_file_may_have_the_name_of_its_exercise(find: Find) -> None:
    assert set(find({"1.1.py": b"x = 1", "copy_file.py": b"(", "other.py": b"y = 1"}).answers) == {"1.1", "1.2"}


# -- split cells


def test_the_halves_of_a_split_cell_are_joined(find: Find) -> None:
    first, second = "def read_and_close(path):\n    with open(path) as file:", "        return file.read()"
    for halves in ([code(first, "1.1"), code(second, "1.1")], [code(first, "1.1"), code(second)]):
        answer = in_book(find, *halves, code("check(read_and_close)")).answers["1.1"]
        assert (answer.source, answer.others) == (first, (f"{first}\n{second}",))


def test_what_an_answer_uses_of_other_cells_is_put_in_front(find: Find) -> None:
    answer = in_book(
        find,
        code("import os, sys\nfrom leakproof.notebook import check\nopen('x', 'w')"),
        code("MODE = 'r'\ndef helper(path):\n    return os.open(path, MODE)"),
        code("def helper(path):\n    return 1 + os.stat(path).st_size + MODE"),
        code("def read_and_close(path):\n    check\n    return helper(path)", "1.1"),
        code("MODE = 'later'"),
    ).answers["1.1"]
    (joined,) = answer.others
    assert joined == (
        "import os, sys\nMODE = 'r'\ndef helper(path):\n    return 1 + os.stat(path).st_size + MODE\n\n\n"
        + answer.source
    )


def test_a_whole_cell_has_nothing_to_join(find: Find) -> None:
    assert (
        in_book(find, code("import os"), code(READ, "1.1"), code("check(read_and_close)")).answers["1.1"].others == ()
    )
