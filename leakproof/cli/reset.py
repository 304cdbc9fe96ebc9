"""The command `reset`: gives back a pristine exercise notebook and keeps the learner's own beside it."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import datetime
from pathlib import Path

from leakproof.cli.environment import ROOT
from leakproof.whole_file import write_whole


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``reset``."""
    parser.add_argument("lessons", metavar="LESSON", nargs="+", help="a lesson's number, as 3 or 03")


def run(args: argparse.Namespace) -> int:
    """Resets the exercise notebooks of ``args.lessons``; all have exercises, or none is touched (exit code 2)."""
    from leakproof.authoring import BuildError, pristine
    from leakproof.course import NoSuchExercise, course

    try:
        lessons = [course().lesson(number) for number in args.lessons]
    except NoSuchExercise as unknown:
        print(unknown, file=sys.stderr)
        return 2
    for lesson in lessons:
        if not lesson.exercises:
            print(f"Lesson {lesson.number}, {lesson.title}, has no exercises: nothing to give back.", file=sys.stderr)
            return 2
    for lesson in lessons:
        notebook = ROOT / "exercises" / lesson.file_name
        try:
            print(reset(notebook, pristine(lesson)))
        except BuildError as error:
            print(f"{_name(notebook)} cannot be made anew. {error}", file=sys.stderr)
            return 1
        except OSError as error:
            print(
                f"{notebook} could not be given back: {error.strerror}. Yours is still there.",
                file=sys.stderr,
            )
            return 1
    return 0


def reset(notebook: Path, pristine: bytes) -> str:
    """Puts ``pristine`` in the place of ``notebook`` and keeps what was there; says what it did.

    Whatever goes wrong (``OSError``), the learner's notebook is still there, whole.
    """
    notebook.parent.mkdir(exist_ok=True)
    try:
        yours = notebook.read_bytes()
    except FileNotFoundError:
        write_whole(notebook, pristine)
        return f"{_name(notebook)} was missing and is back, as it was given."
    if _cells(yours) == _cells(pristine):
        return f"{_name(notebook)} is already as it was given: nothing to do."
    kept = _keep(notebook, yours)
    write_whole(notebook, pristine)
    return (
        f"{_name(notebook)} is as it was given. Yours is kept in {_name(kept)}.\n"
        "If it is open in JupyterLab, close its tab without saving and open it again."
    )


def _name(notebook: Path) -> str:
    return f"{notebook.parent.name}/{notebook.name}"


def _cells(notebook: bytes) -> object:
    """What a learner can change; a notebook that was only run has the same. A broken one is like no other."""
    try:
        return [(cell["cell_type"], "".join(cell["source"])) for cell in json.loads(notebook)["cells"]]
    except (ValueError, KeyError, TypeError):
        return notebook


def _keep(notebook: Path, content: bytes) -> Path:
    """A copy under a name that was free."""
    stem = f"{notebook.stem}-yours-{datetime.now():%Y-%m-%d-%H%M}"
    number = 1
    while True:
        kept = notebook.with_name(f"{stem}{f'-{number}' if number > 1 else ''}.ipynb")
        try:
            file = kept.open("xb")
        except FileExistsError:
            number += 1
            continue
        try:
            with file:
                file.write(content)
        except BaseException:
            kept.unlink()
            raise
        return kept
