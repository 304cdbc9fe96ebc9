"""A small course that is whole, to be built, and to be broken in one thing at a time."""

import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from nbformat import NotebookNode, v4

from leakproof.authoring.building import build
from leakproof.authoring.material import Material
from leakproof.authoring.places import read_notebook, to_bytes
from leakproof.course import Course, Exercise, Lesson

EXERCISE = Exercise(
    id="1.1",
    name="read_and_close",
    title="Read and close",
    minutes=5,
    difficulty=1,
    points=4,
    hints=("Look again.", "Use `finally`.", "See https://docs.python.org/3/tutorial/errors.html"),
    lesson=1,
)
LESSON = Lesson(1, "close", "Close it", 20, ("close a `file`", "see a leak"), (EXERCISE,))
COURSE = Course((LESSON,))

SOLUTION = '''def read_and_close(path):
    """The text of the file."""
    ### BEGIN SOLUTION
    file = open(path)
    try:
        return file.read()
    finally:
        file.close()
    ### END SOLUTION'''


def text(name: str, source: str, tag: str | None = None) -> NotebookNode:
    return v4.new_markdown_cell(source, id=name, metadata={"tags": [tag]} if tag else {})


def code(name: str, source: str, **metadata: object) -> NotebookNode:
    return v4.new_code_cell(source, id=name, metadata=metadata)


def lesson_notebook() -> NotebookNode:
    cells = [
        text("title", "# Lesson 1: Close it\n\n20 minutes. You can:\n\n- close a `file`\n- see a leak"),
        code("set-up", "import time, warnings\ndef predict(question):\n    print('?', question)"),
        text("part", "## Predict\n\n![a pot](img/pot.svg)\n[do](../exercises/01_close.ipynb#Exercise-1.1)"),
        code("first", 'predict("1.closed")'),
        code("second", '%config Completer.use_jedi = False\npredict("1.raised")'),
        code("changing", "print(object(), f'{time.perf_counter():.4f} seconds')"),
        code("warning", "warnings.warn('leak')"),
        code("picture", "display({'text/html': '<b>x</b>', 'text/plain': 'a fat x'}, raw=True)"),
        code("error", "open('no such file')", tags=["raises-exception"]),
        code("deep", "import json\njson.loads('{')", tags=["raises-exception"]),
        text("recap", "## Recap\n\nClose it."),
    ]
    cells += [text(f"more-{number}", f"And {number}.") for number in range(25 - len(cells))]
    return v4.new_notebook(cells=cells)


def solution_notebook() -> NotebookNode:
    return v4.new_notebook(
        cells=[
            text("title", "# Solutions 1: Close it\n\n[back](../notebooks/01_close.ipynb#Recap)"),
            text("task", "## Exercise 1.1"),
            code("answer", SOLUTION, leakproof={"exercise": "1.1"}),
            text("why", "Because `finally` is always reached.", tag="solution-only"),
            code("use", "print(read_and_close.__name__)"),
        ]
    )


@pytest.fixture
def lesson() -> Lesson:
    return LESSON


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """The course as an author wrote it, not built yet."""
    return write_sources(tmp_path / "course")


def write_sources(root: Path) -> Path:
    for folder, notebook in (("notebooks", lesson_notebook()), ("solutions", solution_notebook())):
        (root / folder).mkdir(parents=True)
        (root / folder / LESSON.file_name).write_bytes(to_bytes(notebook))
    (root / "notebooks" / "img").mkdir()
    (root / "notebooks" / "img" / "pot.svg").write_text("<svg/>", encoding="utf-8")
    return root


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_sources(tmp_path_factory.mktemp("built") / "course")
    assert build([LESSON], root, say=lambda _: None) == []
    return root


@pytest.fixture
def built(built_once: Path, tmp_path: Path) -> Path:
    """The course, built: a copy, to be broken."""
    return Path(shutil.copytree(built_once, tmp_path / "copy"))


def judge(exercise: str, source: str) -> SimpleNamespace:
    """Stands for the judge, which has its own tests."""
    assert exercise == EXERCISE.id
    if "your answer here" in source:
        return SimpleNamespace(outcome="not_attempted", points=0, of=4)
    right = "file.close()" in source
    return SimpleNamespace(outcome="correct" if right else "incorrect", points=4 if right else 1, of=4)


@pytest.fixture
def material(built: Path) -> Material:
    return Material(COURSE, built, judge, lambda prediction: prediction in ("1.closed", "1.raised"))


@pytest.fixture
def edit(built: Path) -> Callable[..., None]:
    """Changes one cell, in one or more folders: ``edit(change, "title", "exercises", "solutions")``."""

    def change_cell(change: Callable[[NotebookNode], object], cell_id: str, *folders: str) -> None:
        for folder in folders:
            path = built / folder / LESSON.file_name
            notebook = read_notebook(path)
            change(next(cell for cell in notebook.cells if cell.id == cell_id))
            path.write_bytes(to_bytes(notebook))

    return change_cell
