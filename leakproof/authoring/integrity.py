"""The rules that a whole course keeps: each takes the material and yields a sentence for every problem."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager

from leakproof.authoring.material import Material
from leakproof.authoring.places import (
    EXERCISES,
    FOLDERS,
    NOTEBOOKS,
    SOLUTIONS,
    BuildError,
    exercise_id,
    folders_of,
    tags,
    to_bytes,
)
from leakproof.authoring.prose import file_of, headings, links, problem_of_link
from leakproof.authoring.stored import to_stored_form
from leakproof.authoring.stubs import exercise_from
from leakproof.showing.prose import to_html

Problems = Iterator[str]

FIRST_CELLS = 5
"""So many cells at the top of a lesson say what it is about."""
LESSON_CELLS = range(25, 46)
CLOSING_CELLS = range(LESSON_CELLS.start, 61)
"""Of a lesson without exercises: it has a prediction where another has something to explain."""
LONGEST_CODE = 15
"""Lines of code in a cell of a lesson, blank ones not counted."""
PREDICTIONS = range(2, 5)
PYTHON_DOCS = "https://docs.python.org"

_HOME = re.compile(r"(?<![\w.])(?:/home/|/Users/|/root/|/var/folders/|[A-Za-z]:[\\/]+Users[\\/])\S*")
_BARE_REPR = re.compile(r"<[^\n]*>|Figure\([^\n]*\)")


# -- the manifest


def every_exercise_has_hints_and_weights(material: Material) -> Problems:
    """Three hints, the last with a link to Python's documentation; a difficulty, points and minutes."""
    for exercise in material.course.exercises:
        name = f"course.toml exercise {exercise.id}"
        if len(exercise.hints) != 3 or not all(hint.strip() for hint in exercise.hints):
            yield f"{name}: needs exactly three hints that are not empty."
        elif PYTHON_DOCS not in exercise.hints[-1]:
            yield f"{name}: the last hint has no link to {PYTHON_DOCS}."
        if exercise.difficulty not in (1, 2, 3):
            yield f"{name}: the difficulty {exercise.difficulty} is not 1, 2 or 3."
        if exercise.points <= 0 or exercise.minutes <= 0:
            yield f"{name}: points and minutes must be more than 0."


def every_lesson_has_its_notebooks(material: Material) -> Problems:
    """A lesson and, if it has exercises, these and their solutions; and each can be read."""
    yield from material.unreadable


def no_stray_files(material: Material) -> Problems:
    """In the three folders stand the manifest's notebooks, files they link to, and a learner's own."""
    named = {(folder, lesson.file_name) for lesson in material.course.lessons for folder in folders_of(lesson)}
    linked = {file_of(link, page.path) for page in material.pages() for _, html in page.prose for link in links(html)}
    for folder in FOLDERS:
        for path in sorted((material.root / folder).rglob("*")):
            in_manifest = path.parent.name == folder and (folder, path.name) in named
            own = path.match("*-yours-*.ipynb") or ".ipynb_checkpoints" in path.parts
            if path.is_file() and not (in_manifest or own or path.resolve() in linked):
                name = path.relative_to(material.root).as_posix()
                yield f"{name}: is not in course.toml and nothing links to it."


# -- solutions and exercises


def nothing_drifted(material: Material) -> Problems:
    """The exercises are what the solutions give."""
    built = {page.lesson.number: page for page in material.pages(EXERCISES)}
    for page in material.pages(SOLUTIONS):
        exercise = built.get(page.lesson.number)
        if exercise is None:
            continue
        advice = f"is not what {page.name} gives. Run: python3 -m leakproof build {page.lesson.number}"
        try:
            due = to_stored_form(exercise_from(page.notebook, page.name))
        except BuildError as problem:
            yield str(problem)
            continue
        found = to_stored_form(exercise.notebook)
        if len(due.cells) != len(found.cells):
            yield f"{exercise.name}: has {len(found.cells)} cells and {advice}"
            continue
        for (where, _), wanted, cell in zip(exercise.cells, due.cells, found.cells, strict=True):
            if _essence(wanted) != _essence(cell):
                yield f"{where}: {advice}"


def every_exercise_has_one_answer_cell(material: Material) -> Problems:
    """In the solutions and in the exercises, and the cell defines the name that is judged."""
    for page in material.pages(SOLUTIONS, EXERCISES):
        for exercise in page.lesson.exercises:
            answers = page.answers(exercise.id)
            if len(answers) != 1:
                yield f"{page.name}: has {len(answers)} answer cells for exercise {exercise.id}, not one."
            for where, source in answers:
                if exercise.name not in _names_defined(source):
                    yield f"{where}: does not define {exercise.name}, the name of exercise {exercise.id}."
        known = {exercise.id for exercise in page.lesson.exercises}
        for where, cell in page.code:
            if exercise_id(cell) not in (None, *known):
                yield f"{where}: lesson {page.lesson.number} has no exercise {exercise_id(cell)}."


def every_stub_is_not_attempted(material: Material) -> Problems:
    """A learner who has typed nothing is not told to be wrong."""
    for page in material.pages(EXERCISES):
        for exercise in page.lesson.exercises:
            for where, source in page.answers(exercise.id):
                outcome = material.judge(exercise.id, source).outcome
                if outcome != "not_attempted":
                    yield f"{where}: the stub of exercise {exercise.id} is {outcome}, not not_attempted."


def every_solution_passes(material: Material) -> Problems:
    """With all the points that the manifest gives."""
    for page in material.pages(SOLUTIONS):
        for exercise in page.lesson.exercises:
            for where, source in page.answers(exercise.id):
                verdict = material.judge(exercise.id, source)
                points = (verdict.points, verdict.of)
                if verdict.outcome != "correct" or points != (exercise.points, exercise.points):
                    yield (
                        f"{where}: the solution of exercise {exercise.id} is {verdict.outcome} with "
                        f"{verdict.points} of {verdict.of} points, not correct with {exercise.points}."
                    )


# -- what a lesson has


def every_lesson_says_what_it_is_about(material: Material) -> Problems:
    """Its first cells give the manifest's objectives and minutes."""
    for page in material.pages(NOTEBOOKS):
        top = [cell.source for cell in page.notebook.cells[:FIRST_CELLS] if cell.cell_type == "markdown"]
        words = _words(to_html("\n\n".join(top)).get_text())
        if not page.lesson.objectives:
            yield f"course.toml lesson {page.lesson.number}: has no objectives."
        for objective in page.lesson.objectives:
            if _words(to_html(objective).get_text()) not in words:
                yield f'{page.name}: the objective "{objective}" is not in its first {FIRST_CELLS} cells.'
        if page.lesson.minutes <= 0 or not re.search(rf"\b{page.lesson.minutes} minutes\b", words):
            yield f'{page.name}: "{page.lesson.minutes} minutes" is not in its first {FIRST_CELLS} cells.'


def every_lesson_asks_for_predictions(material: Material) -> Problems:
    """Two to four, which exist; lesson 0 may do with fewer, and a lesson without exercises has as many as it likes."""
    for page in material.pages(NOTEBOOKS):
        asked: set[str] = set()
        for where, cell in page.code:
            ids = _predictions(cell.source)
            asked |= ids
            for unknown in sorted(prediction for prediction in ids if not material.is_prediction(prediction)):
                yield f'{where}: there is no prediction "{unknown}".'
        least = PREDICTIONS.start if page.lesson.number else 0
        if page.lesson.exercises and not least <= len(asked) < PREDICTIONS.stop:
            yield f"{page.name}: asks {len(asked)} predictions, not {least} to {PREDICTIONS.stop - 1}."
        elif len(asked) < least:
            yield f"{page.name}: asks {len(asked)} predictions, not {least} or more."


def every_lesson_has_a_recap(material: Material) -> Problems:
    """Under a heading of that name."""
    for page in material.pages(NOTEBOOKS):
        if not any("recap" in heading.lower() for _, html in page.prose for _, heading in headings(html)):
            yield f'{page.name}: has no heading with the word "Recap".'


def every_lesson_has_the_right_size(material: Material) -> Problems:
    """Neither too short nor too long, in short cells; lesson 0 may have fewer cells, one without exercises more."""
    for page in material.pages(NOTEBOOKS):
        count = len(page.notebook.cells)
        due = LESSON_CELLS if page.lesson.exercises else CLOSING_CELLS
        if page.lesson.number and count not in due:
            yield f"{page.name}: has {count} cells, not {due.start} to {due.stop - 1}."
        for where, cell in page.code:
            lines = sum(1 for line in cell.source.splitlines() if line.strip())
            if lines > LONGEST_CODE:
                yield f"{where}: has {lines} lines of code; at most {LONGEST_CODE} are good to read."


# -- what was run and stored


def every_cell_was_run_in_order(material: Material) -> Problems:
    """From a fresh kernel, from top to bottom, without a gap."""
    for page in material.pages():
        for expected, (where, cell) in enumerate(page.code, 1):
            if cell.execution_count != expected:
                yield (
                    f"{where}: was run as [{cell.execution_count or ' '}] and not as [{expected}]. "
                    f"Run: python3 -m leakproof build {page.lesson.number}"
                )
                break


def every_notebook_is_stored_as_built(material: Material) -> Problems:
    """Without traces of the machine and the day; a notebook saved in JupyterLab has them."""
    for page in material.pages():
        if page.path.read_text(encoding="utf-8") != to_bytes(to_stored_form(page.notebook)).decode():
            yield f"{page.name}: was saved by hand. Run: python3 -m leakproof build {page.lesson.number}"


def every_cell_raises_as_it_says(material: Material) -> Problems:
    """A cell tagged ``raises-exception`` has stored its error, and no other cell has one."""
    for page in material.pages():
        for where, cell in page.code:
            errors = [output.ename for output in cell.outputs if output.output_type == "error"]
            tagged = "raises-exception" in tags(cell)
            if tagged and not errors:
                yield f"{where}: is tagged raises-exception, but its output is no error."
            if errors and not tagged:
                yield f"{where}: raised {errors[0]}, but is not tagged raises-exception."


def every_picture_has_a_text(material: Material) -> Problems:
    """That says what the picture or the HTML shows: for a screen reader, a terminal, and the tests."""
    for page in material.pages():
        for where, cell in page.code:
            for data in (output.data for output in cell.outputs if "data" in output):
                shown = [kind for kind in data if kind == "text/html" or kind.startswith("image/")]
                text = str(data.get("text/plain", "")).strip()
                if shown and (not text or _BARE_REPR.fullmatch(text)):
                    yield f"{where}: shows {shown[0]} without a text that says what is to be seen."


def nothing_tells_the_machine(material: Material) -> Problems:
    """No path of the author's machine, in what is written and in what was shown."""
    root = f"{material.root.resolve()}"
    for page in material.pages():
        for where, cell in page.cells:
            for text in _texts([cell.source, cell.get("outputs", [])]):
                found = _HOME.search(text)
                if found or root in text:
                    yield f"{where}: names a path of one machine, {found[0] if found else root}."
                    break


# -- what is written


def headings_are_in_order(material: Material) -> Problems:
    """One first heading, in the first cell, and no level left out on the way down."""
    for page in material.pages():
        level = 0
        for where, html in page.prose:
            for depth, heading in headings(html):
                if depth == 1 and level:
                    yield f'{where}: "{heading}" is a second heading of the first level.'
                elif depth > level + 1:
                    yield f'{where}: the heading "{heading}" leaves out level {level + 1}.'
                level = depth
        top = page.notebook.cells[0] if page.notebook.cells else None
        if top is None or top.cell_type != "markdown" or to_html(top.source).h1 is None:
            yield f"{page.name}: its first cell has no heading of the first level."


def every_link_resolves(material: Material) -> Problems:
    """A link inside the course leads to a file, and to a heading in it."""
    readme = material.root / "README.md"
    texts = [(where, html, page.path) for page in material.pages() for where, html in page.prose]
    if readme.exists():
        texts.append(("README.md", to_html(readme.read_text(encoding="utf-8")), readme))
    for where, html, path in texts:
        for link in links(html):
            problem = problem_of_link(link, path, material.root.resolve())
            if problem:
                yield f"{where}: the link {link} {problem}."


def every_image_has_an_alternative_text(material: Material) -> Problems:
    """That says what is to be seen."""
    for page in material.pages():
        for where, html in page.prose:
            for image in html.find_all("img"):
                if not str(image.get("alt") or "").strip():
                    yield f"{where}: the image {image.get('src')} has no alternative text."


RULES: tuple[Callable[[Material], Problems], ...] = (
    every_exercise_has_hints_and_weights,
    every_lesson_has_its_notebooks,
    no_stray_files,
    nothing_drifted,
    every_exercise_has_one_answer_cell,
    every_stub_is_not_attempted,
    every_solution_passes,
    every_lesson_says_what_it_is_about,
    every_lesson_asks_for_predictions,
    every_lesson_has_a_recap,
    every_lesson_has_the_right_size,
    every_cell_was_run_in_order,
    every_notebook_is_stored_as_built,
    every_cell_raises_as_it_says,
    every_picture_has_a_text,
    nothing_tells_the_machine,
    headings_are_in_order,
    every_link_resolves,
    every_image_has_an_alternative_text,
)


# -- how the rules read


def _essence(cell: Any) -> tuple[Any, ...]:
    return cell.id, cell.cell_type, cell.source, cell.metadata


def _words(text: str) -> str:
    return " ".join(text.split()).lower()


def _tree(source: str) -> ast.Module:
    """The syntax tree of a cell, in which ``%`` and ``!`` lines are allowed."""
    try:
        return ast.parse(TransformerManager().transform_cell(source))  # type: ignore[no-untyped-call]
    except SyntaxError:
        return ast.Module([], [])


def _names_defined(source: str) -> set[str]:
    definitions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return {statement.name for statement in _tree(source).body if isinstance(statement, definitions)}


def _predictions(source: str) -> set[str]:
    """The ids in the calls ``predict("1.closed")``."""
    return {
        call.args[0].value
        for call in ast.walk(_tree(source))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "predict"
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    }


def _texts(value: Any) -> Iterator[str]:
    """All texts in a nested value, but not the data of pictures."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for kind, item in value.items():
            if kind not in ("image/png", "image/jpeg"):
                yield from _texts(item)
