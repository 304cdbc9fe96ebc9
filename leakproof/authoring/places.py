"""Where the notebooks stand, and how their files are read and written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from leakproof.course import Lesson

if TYPE_CHECKING:
    from nbformat import NotebookNode

ROOT = Path(__file__).resolve().parents[2]
"""The folder of the course, which holds ``notebooks/``, ``exercises/`` and ``solutions/``."""

NOTEBOOKS, EXERCISES, SOLUTIONS = FOLDERS = ("notebooks", "exercises", "solutions")


def folders_of(lesson: Lesson) -> tuple[str, ...]:
    """Where this lesson has a notebook: without exercises, only in ``notebooks/``."""
    return FOLDERS if lesson.exercises else (NOTEBOOKS,)


class BuildError(Exception):
    """A notebook cannot be built; the message says for its author which one, why, and what to do."""


def read_notebook(path: Path) -> NotebookNode:
    """The notebook in this file.

    Raises `BuildError` when the file is missing or holds no notebook of today's format.
    """
    import nbformat  # here, because this import alone takes most of a second

    name = in_course(path)
    try:
        notebook: NotebookNode = nbformat.reader.reads(read_text(path))  # type: ignore[no-untyped-call]
        ids = [cell.get("id") for cell in notebook.cells]
        if None in ids or len(set(ids)) < len(ids):
            raise BuildError(f"{name}: has cells without an id of their own. Open and save it in JupyterLab.")
        nbformat.validate(notebook)
    except (nbformat.ValidationError, ValueError, AttributeError, TypeError, KeyError) as error:
        reason = str(error).strip().partition("\n")[0]
        raise BuildError(f"{name}: is not a notebook that can be read: {reason}") from error
    return notebook


def read_text(path: Path) -> str:
    """The text of a notebook's file. Raises `BuildError` when there is none."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise BuildError(f"{in_course(path)}: there is no such file.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise BuildError(f"{in_course(path)}: cannot be read: {error}.") from error


def to_bytes(notebook: NotebookNode) -> bytes:
    """The content of a notebook's file, always the same for the same notebook."""
    import nbformat

    text: str = nbformat.writes(notebook)  # type: ignore[no-untyped-call]
    return (text.rstrip("\n") + "\n").encode()


def in_course(path: Path) -> str:
    """The path as messages name it: ``exercises/01_manual_close.ipynb``."""
    return f"{path.parent.name}/{path.name}"


def tags(cell: dict[str, Any]) -> list[str]:
    """The tags of a cell."""
    return list(cell["metadata"].get("tags", ()))


def exercise_id(cell: dict[str, Any]) -> str | None:
    """The id of the exercise whose answer stands in this cell, as ``"1.1"``; ``None`` for any other cell."""
    found = cell["metadata"].get("leakproof", {}).get("exercise") if cell["cell_type"] == "code" else None
    return None if found is None else str(found)
