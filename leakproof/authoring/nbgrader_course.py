"""Writes a course folder for nbgrader: its settings, and for each lesson an assignment with the solutions marked."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

from leakproof.authoring.places import ROOT, SOLUTIONS, BuildError, exercise_id, read_text
from leakproof.authoring.stubs import YOUR_ANSWER, exercise_from, is_solution_only, retitle
from leakproof.classroom.nbgrader_cells import answer_marks, assignment, check_marks, check_source
from leakproof.course import Lesson, course
from leakproof.whole_file import write_whole

SETTINGS = f'''\
"""nbgrader's settings for this course, written by: python3 -m leakproof nbgrader"""

c = get_config()

c.CourseDirectory.course_id = "leakproof"

# Stands in a released assignment where the solution stood.
c.ClearSolutions.code_stub = {{"python": "{YOUR_ANSWER}"}}

# Autograding runs no submitted notebook: each answer is judged as check() does it, in the course's sandbox. Whoever
# grades is safe from what learners wrote only as long as these two lists stay as they are.
c.Autograde.sanitize_preprocessors = [
    "leakproof.classroom.nbgrader_judging.RestoreCells",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "leakproof.classroom.nbgrader_judging.DropUnknownCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Autograde.autograde_preprocessors = [
    "leakproof.classroom.nbgrader_judging.JudgeAnswers",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
'''
"""The file ``nbgrader_config.py``. The preprocessors stand there by name: one that cannot be imported ends the
grading, whereas an import that fails in this file would only be logged, and nbgrader would go on in its own way."""


def write_course(folder: Path, root: Path = ROOT) -> list[str]:
    """Writes the course of `root` into the folder, which is made, and gives the names of its assignments.

    Raises `FileExistsError` when the folder holds something already, `OSError` when it cannot be written, and
    `BuildError` when a solution notebook is not as it should be; then nothing is written.
    """
    sources = {assignment(lesson): _source(lesson, root) for lesson in course().with_exercises}
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(f"{folder} holds something already")
    for name, content in sources.items():
        (folder / "source" / name).mkdir(parents=True)
        write_whole(folder / "source" / name / f"{name}.ipynb", content)
    write_whole(folder / "nbgrader_config.py", SETTINGS)
    return list(sources)


def _source(lesson: Lesson, root: Path) -> bytes:
    """The file of the lesson's notebook as the teacher has it."""
    name = f"{SOLUTIONS}/{lesson.file_name}"
    text = read_text(root / SOLUTIONS / lesson.file_name)
    try:
        notebook = json.loads(text)
        for cell in notebook["cells"]:
            cell["source"] = "".join(cell["source"])
        exercise_from(notebook, name)  # says when a solution is not marked as it should be
        notebook = _assignment_from(notebook, lesson, name)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BuildError(f"{name}: is not a notebook that can be read: {error}") from error
    for cell in notebook["cells"]:
        cell["source"] = cell["source"].splitlines(keepends=True)
    return (json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def _assignment_from(solution: dict[str, Any], lesson: Lesson, name: str) -> dict[str, Any]:
    notebook = copy.deepcopy(solution)
    notebook["cells"] = [cell for cell in notebook["cells"] if not is_solution_only(cell)]
    retitle(notebook)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell.update(outputs=[], execution_count=None)
        else:
            cell["source"] = _LINK_INTO_COURSE.sub(r"\1", cell["source"])
    for exercise in lesson.exercises:
        answers = [cell for cell in notebook["cells"] if exercise_id(cell) == exercise.id]
        checks = [cell for cell in notebook["cells"] if cell["source"].strip() == check_source(exercise)]
        if len(answers) != 1 or len(checks) != 1:
            raise BuildError(
                f"{name}: has {len(answers)} answers to exercise {exercise.id} and {len(checks)} cells "
                f'"{check_source(exercise)}"; of each it needs one.'
            )
        answers[0]["metadata"]["nbgrader"] = answer_marks(exercise)
        checks[0]["metadata"]["nbgrader"] = check_marks(exercise)
    return notebook


_LINK_INTO_COURSE = re.compile(r"\[([^\]]+)\]\(\.\./[^)]*\)")
"""A link to another notebook: it leads nowhere from the folder that a learner fetches, so only its words stay."""
