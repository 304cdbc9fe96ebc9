"""Each rule of a whole course finds what breaks it, and nothing else does."""

import dataclasses
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from nbformat import NotebookNode, v4

from leakproof.authoring.integrity import RULES
from leakproof.authoring.material import Material
from leakproof.authoring.places import read_notebook, to_bytes

BOTH = ("exercises", "solutions")
ALL = ("notebooks", *BOTH)

N, E, S = (f"{folder}/01_close.ipynb" for folder in ALL)
RUN = "Run: python3 -m leakproof build 1"

Edit = Callable[..., None]


def problems(material: Material) -> list[str]:
    return [problem for rule in RULES for problem in rule(material)]


def source(new: str) -> Callable[[NotebookNode], object]:
    return lambda cell: cell.update(source=new)


def added(new: str) -> Callable[[NotebookNode], object]:
    return lambda cell: cell.update(source=cell.source + new)


def shown(*outputs: NotebookNode) -> Callable[[NotebookNode], object]:
    return lambda cell: cell.update(outputs=list(outputs))


def display(**data: str) -> Callable[[NotebookNode], object]:
    return shown(v4.new_output("display_data", {kind.replace("_", "/"): text for kind, text in data.items()}))


def test_a_whole_course_has_no_problem(material: Material) -> None:
    assert problems(material) == []


# -- cells


@pytest.mark.parametrize(
    ("change", "cell", "folders", "problem"),
    [
        (
            added("\n\nNew."),
            "task",
            ["exercises"],
            f"{E} cell 2: is not what {S} gives. {RUN}",
        ),
        (
            lambda cell: cell.metadata.update(tags=["extra"]),
            "task",
            ["solutions"],
            f"{E} cell 2: is not what {S} gives. {RUN}",
        ),
        (
            lambda cell: cell.metadata.update(tags=["solution-only"]),
            "task",
            ["solutions"],
            f"{E}: has 4 cells and is not what {S} gives. {RUN}",
        ),
        (
            lambda cell: cell.metadata.update(leakproof={"exercise": "1.9"}),
            "use",
            BOTH,
            f"{S} cell 5: is the answer to exercise 1.9 but marks no solution. "
            'Put the lines "### BEGIN SOLUTION" and "### END SOLUTION" around it.\n'
            f"{E} cell 4: lesson 1 has no exercise 1.9.\n"
            f"{S} cell 5: lesson 1 has no exercise 1.9.",
        ),
        (
            lambda cell: cell.metadata.clear(),
            "answer",
            BOTH,
            f"{E}: has 0 answer cells for exercise 1.1, not one.\n"
            f"{S}: has 0 answer cells for exercise 1.1, not one.",
        ),
        (
            lambda cell: cell.update(source=cell.source.replace("def read", "def reed")),
            "answer",
            BOTH,
            f"{E} cell 3: does not define read_and_close, the name of exercise 1.1.\n"
            f"{S} cell 3: does not define read_and_close, the name of exercise 1.1.",
        ),
        (
            lambda cell: cell.update(source=cell.source.replace("file.close()", "pass")),
            "answer",
            ["solutions"],
            f"{S} cell 3: the solution of exercise 1.1 is incorrect with 1 of 4 points, not correct with 4.",
        ),
        (
            lambda cell: cell.update(source=cell.source.replace("- see a leak", "")),
            "title",
            ["notebooks"],
            f'{N}: the objective "see a leak" is not in its first 5 cells.',
        ),
        (
            lambda cell: cell.update(source=cell.source.replace("20 minutes", "120 minutes")),
            "title",
            ["notebooks"],
            f'{N}: "20 minutes" is not in its first 5 cells.',
        ),
        (
            source("pass"),
            "second",
            ["notebooks"],
            f"{N}: asks 1 predictions, not 2 to 4.",
        ),
        (
            source('predict("1.clozed")'),
            "second",
            ["notebooks"],
            f'{N} cell 5: there is no prediction "1.clozed".',
        ),
        (
            added("\n" + "\n".join(f"predict('1.{n}')" for n in "abc")),
            "second",
            ["notebooks"],
            f'{N} cell 5: there is no prediction "1.a".\n'
            f'{N} cell 5: there is no prediction "1.b".\n'
            f'{N} cell 5: there is no prediction "1.c".\n'
            f"{N}: asks 5 predictions, not 2 to 4.",
        ),
        (
            source("## Myths"),
            "recap",
            ["notebooks"],
            f'{N}: has no heading with the word "Recap".\n'
            f"{E} cell 1: the link ../notebooks/01_close.ipynb#Recap leads to no heading.\n"
            f"{S} cell 1: the link ../notebooks/01_close.ipynb#Recap leads to no heading.",
        ),
        (
            added("\n\n" + "pass\n" * 14),
            "first",
            ["notebooks"],
            None,
        ),
        (
            added("\n\n" + "pass\n" * 15),
            "first",
            ["notebooks"],
            f"{N} cell 4: has 16 lines of code; at most 15 are good to read.",
        ),
        (
            lambda cell: cell.update(execution_count=None),
            "second",
            ["notebooks"],
            f"{N} cell 5: was run as [ ] and not as [3]. {RUN}",
        ),
        (
            lambda cell: cell.update(execution_count=1),
            "use",
            ["exercises"],
            f"{E} cell 4: was run as [1] and not as [2]. {RUN}",
        ),
        (
            lambda cell: cell.metadata.update(execution={"iopub.status.busy": "2026"}),
            "second",
            ["notebooks"],
            f"{N}: was saved by hand. {RUN}",
        ),
        (
            shown(),
            "error",
            ["notebooks"],
            f"{N} cell 9: is tagged raises-exception, but its output is no error.",
        ),
        (
            lambda cell: cell.metadata.clear(),
            "error",
            ["notebooks"],
            f"{N} cell 9: raised FileNotFoundError, but is not tagged raises-exception.",
        ),
        (
            display(text_html="<b>x</b>"),
            "picture",
            ["notebooks"],
            f"{N} cell 8: shows text/html without a text that says what is to be seen.",
        ),
        (
            display(image_png="eA==", text_plain="<Figure size 640x480 with 1 Axes>"),
            "picture",
            ["notebooks"],
            f"{N} cell 8: shows image/png without a text that says what is to be seen.",
        ),
        (
            display(text_html="<b>x</b>", text_plain="<IPython.core.display.HTML object>"),
            "picture",
            ["notebooks"],
            f"{N} cell 8: shows text/html without a text that says what is to be seen.",
        ),
        (
            display(text_plain="<object object at 0x7f0000000000>"),
            "picture",
            ["notebooks"],
            None,
        ),
        (
            shown(v4.new_output("stream", text="from /home/anna/orders.txt")),
            "picture",
            ["notebooks"],
            f"{N} cell 8: names a path of one machine, /home/anna/orders.txt.",
        ),
        (
            added(r" See C:\Users\anna\x."),
            "recap",
            ["notebooks"],
            rf"{N} cell 11: names a path of one machine, C:\Users\anna\x..",
        ),
        (
            added("\n\n# Again"),
            "part",
            ["notebooks"],
            f'{N} cell 3: "Again" is a second heading of the first level.',
        ),
        (
            added("\n\n#### Deep"),
            "part",
            ["notebooks"],
            f'{N} cell 3: the heading "Deep" leaves out level 3.',
        ),
        (
            added("\n\n<details><summary>T</summary>\n\n<h5>Deep</h5>\n\n</details>"),
            "part",
            ["notebooks"],
            f'{N} cell 3: the heading "Deep" leaves out level 3.',
        ),
        (
            lambda cell: cell.update(source="Hello. " + cell.source),
            "title",
            ["notebooks"],
            f'{N} cell 3: the heading "Predict" leaves out level 1.\n'
            f"{N}: its first cell has no heading of the first level.",
        ),
        (
            added("\n[x](../exercises/01_clothes.ipynb)"),
            "recap",
            ["notebooks"],
            f"{N} cell 11: the link ../exercises/01_clothes.ipynb leads to no file.",
        ),
        (
            added("\n<a href='#predict'>x</a>"),
            "recap",
            ["notebooks"],
            f"{N} cell 11: the link #predict leads to no heading.",
        ),
        (
            added("\n[x](#Predict) <a id='here'>y</a> [z](#here) [w](https://docs.python.org/3/#nowhere)"),
            "recap",
            ["notebooks"],
            None,
        ),
        (
            added("\n[x](../..)"),
            "recap",
            ["notebooks"],
            f"{N} cell 11: the link ../.. leads out of the course.",
        ),
        (
            added("\n[x](/etc)"),
            "recap",
            ["notebooks"],
            f"{N} cell 11: the link /etc is neither relative nor an address in the web.",
        ),
        (
            added('\n<img src="img/pot.svg">'),
            "recap",
            ["notebooks"],
            f"{N} cell 11: the image img/pot.svg has no alternative text.",
        ),
    ],
)
def test_one_change_in_a_cell(
    material: Material,
    edit: Edit,
    change: Callable[[NotebookNode], object],
    cell: str,
    folders: list[str],
    problem: str | None,
) -> None:
    edit(change, cell, *folders)
    assert "\n".join(problems(material)) == (problem or "")


def test_a_stub_that_is_judged_wrong(material: Material) -> None:
    def hasty(exercise: str, source: str) -> object:
        verdict = material.judge(exercise, source)
        return SimpleNamespace(outcome="incorrect") if verdict.outcome == "not_attempted" else verdict

    assert problems(dataclasses.replace(material, judge=hasty)) == [
        f"{E} cell 3: the stub of exercise 1.1 is incorrect, not not_attempted."
    ]


def test_two_answer_cells(material: Material, edit: Edit) -> None:
    edit(lambda cell: cell.metadata.update(leakproof={"exercise": "1.1"}), "use", "exercises")
    assert f"{E}: has 2 answer cells for exercise 1.1, not one." in problems(material)


def test_the_exercises_are_whole_only_when_they_follow_a_new_solution(material: Material, edit: Edit) -> None:
    edit(added("\nprint('new')"), "use", "solutions")
    assert problems(material) == [f"{E} cell 4: is not what {S} gives. {RUN}"]


# -- files


def test_a_missing_notebook(material: Material) -> None:
    (material.root / "exercises" / "01_close.ipynb").unlink()
    assert problems(material) == [
        f"{E}: there is no such file.",
        f"{N} cell 3: the link ../exercises/01_close.ipynb#Exercise-1.1 leads to no file.",
    ]


def test_a_notebook_that_cannot_be_read(material: Material) -> None:
    (material.root / "solutions" / "01_close.ipynb").write_text("{", encoding="utf-8")
    (problem,) = problems(material)
    assert problem.startswith(f"{S}: is not a notebook that can be read")


def test_a_stray_file(material: Material) -> None:
    for name in (
        "notes.txt",
        "img/pan.svg",
        "01_close-yours-2026-11-21-1015.ipynb",
        ".ipynb_checkpoints/x.ipynb",
    ):
        path = material.root / "notebooks" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("", encoding="utf-8")
    assert problems(material) == [
        "notebooks/img/pan.svg: is not in course.toml and nothing links to it.",
        "notebooks/notes.txt: is not in course.toml and nothing links to it.",
    ]


@pytest.mark.parametrize("count", [24, 46])
def test_a_lesson_of_the_wrong_size(material: Material, count: int) -> None:
    path = material.root / "notebooks" / "01_close.ipynb"
    notebook = read_notebook(path)
    more = [v4.new_markdown_cell("More.", id=f"extra-{number}") for number in range(count)]
    notebook.cells = (notebook.cells + more)[:count]
    path.write_bytes(to_bytes(notebook))
    assert problems(material) == [f"notebooks/01_close.ipynb: has {count} cells, not 25 to 45."]


def test_a_broken_link_in_the_readme(material: Material) -> None:
    (material.root / "README.md").write_text("[a](notebooks) [b](note-books)", encoding="utf-8")
    assert problems(material) == ["README.md: the link note-books leads to no file."]


# -- the manifest


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"hints": ("One.", "Two.")}, "needs exactly three hints that are not empty."),
        (
            {"hints": ("One.", " ", "https://docs.python.org")},
            "needs exactly three hints that are not empty.",
        ),
        ({"hints": ("One.", "Two.", "Three.")}, "the last hint has no link to https://docs.python.org."),
        ({"difficulty": 4}, "the difficulty 4 is not 1, 2 or 3."),
        ({"minutes": 0}, "points and minutes must be more than 0."),
    ],
)
def test_an_exercise_in_the_manifest(material: Material, changes: dict[str, object], problem: str) -> None:
    (lesson,) = material.course.lessons
    (exercise,) = lesson.exercises
    lesson = dataclasses.replace(lesson, exercises=(dataclasses.replace(exercise, **changes),))
    course = dataclasses.replace(material.course, lessons=(lesson,))
    assert problems(dataclasses.replace(material, course=course)) == [f"course.toml exercise 1.1: {problem}"]


def test_a_lesson_without_objectives(material: Material) -> None:
    lesson = dataclasses.replace(material.course.lessons[0], objectives=())
    course = dataclasses.replace(material.course, lessons=(lesson,))
    assert problems(dataclasses.replace(material, course=course)) == [
        "course.toml lesson 1: has no objectives."
    ]


# -- a lesson without exercises


@pytest.fixture
def closing(material: Material, edit: Edit) -> Material:
    """The same course, without its exercise."""
    link = "[do](../exercises/01_close.ipynb#Exercise-1.1)"
    edit(lambda cell: cell.update(source=cell.source.replace(link, "")), "part", "notebooks")
    for folder in BOTH:
        (material.root / folder / "01_close.ipynb").unlink()
    lesson = dataclasses.replace(material.course.lessons[0], exercises=())
    course = dataclasses.replace(material.course, lessons=(lesson,))
    return dataclasses.replace(material, course=course, is_prediction=lambda _: True)


def test_without_exercises_a_lesson_has_only_its_notebook(closing: Material) -> None:
    assert problems(closing) == []
    for folder in BOTH:
        (closing.root / folder / "01_close.ipynb").touch()
    assert problems(closing) == [f"{name}: is not in course.toml and nothing links to it." for name in (E, S)]


def test_without_exercises_a_lesson_has_as_many_predictions_as_it_likes(closing: Material, edit: Edit) -> None:
    edit(added("\n" + "\n".join(f"predict('1.{n}')" for n in "abcdefgh")), "second", "notebooks")
    assert problems(closing) == []


def test_without_exercises_a_lesson_still_has_two_predictions(closing: Material, edit: Edit) -> None:
    edit(source("pass"), "second", "notebooks")
    assert problems(closing) == [f"{N}: asks 1 predictions, not 2 or more."]


@pytest.mark.parametrize(
    ("cells", "found"),
    [(24, [f"{N}: has 24 cells, not 25 to 60."]), (60, []), (61, [f"{N}: has 61 cells, not 25 to 60."])],
)
def test_without_exercises_a_lesson_may_have_more_cells(closing: Material, cells: int, found: list[str]) -> None:
    path = closing.root / N
    notebook = read_notebook(path)
    more = [v4.new_markdown_cell("More.", id=f"extra-{number}") for number in range(cells)]
    notebook.cells = (notebook.cells + more)[:cells]
    path.write_bytes(to_bytes(notebook))
    assert problems(closing) == found
