"""`check`, `hint` and `solution`: the learner's answer is judged, helped on, and compared."""

from __future__ import annotations

import os
import textwrap
from typing import Any

from leakproof.course import course
from leakproof.course.solutions import solution_of
from leakproof.exercises.catalogue import judge_answer
from leakproof.judging.sandbox import SandboxBroken
from leakproof.judging.verdict import Outcome
from leakproof.notebook.cells import answer_source, exercise_of
from leakproof.notebook.forms import show
from leakproof.notebook.joining import tell_check
from leakproof.notebook.refusals import Refused
from leakproof.progress import Progress, ProgressNotSaved
from leakproof.showing.reports import hint_html, hint_text, report_html, report_text, solution_html, solution_text

_WIDTH_IN_NBGRADER = 80
"""Characters of a line; ``nbgrader validate`` cuts off what is much longer."""


def check(answer: Any) -> None:
    """Judge the answer: the function or class that you wrote, as in ``check(read_and_close)``.

    It runs in a process of its own, once on success and once for every step that can fail, and the report says what
    held and what did not. Raises `Refused` when there is nothing to judge, and, where nbgrader runs the notebook to
    validate it, also for an answer that is not correct: a cell that raises nothing is valid to nbgrader.
    """
    exercise, source = exercise_of(answer), answer_source(answer)
    try:
        verdict = judge_answer(exercise.id, source)
    except SandboxBroken as error:
        raise Refused(str(error)) from None
    show(report_text(exercise, verdict), report_html(exercise, verdict))
    _note(lambda progress: progress.checked(exercise.id, verdict.outcome, verdict.points, verdict.of, source))
    tell_check(exercise, verdict)
    if "NBGRADER_EXECUTION" in os.environ and verdict.outcome is not Outcome.CORRECT:
        said = report_text(exercise, verdict).split("\n\n")[:2]
        raise Refused("\n\n".join(textwrap.fill(" ".join(each.split()), _WIDTH_IN_NBGRADER) for each in said))


def hint(answer: Any) -> None:
    """The next hint for this exercise; each exercise has three, from a nudge to nearly everything."""
    exercise = exercise_of(answer)
    seen = Progress().standing().exercise(exercise.id).hints
    rung = min(seen + 1, len(exercise.hints))
    show(hint_text(exercise, rung), hint_html(exercise, rung))
    _note(lambda progress: progress.hinted(exercise.id, rung))


def solution(answer: Any, anyway: bool = False) -> None:
    """The course's solution. It is shown when yours is right or all hints are used up, and else only `anyway`."""
    exercise = exercise_of(answer)
    standing = Progress().standing().exercise(exercise.id)
    if not (standing.solved or standing.hints >= len(exercise.hints) or anyway):
        raise Refused(
            f"You learn more from your own try than from this solution. There are hints: hint({exercise.name}). "
            f"To see the solution all the same: solution({exercise.name}, anyway=True)"
        )
    source = solution_of(exercise)
    where = f"../solutions/{course().lesson(exercise.lesson).file_name}"
    show(solution_text(exercise, source), solution_html(exercise, source, where))
    _note(lambda progress: progress.solution_seen(exercise.id))


def _note(write: Any) -> None:
    try:
        write(Progress())
    except ProgressNotSaved as error:
        print(error)


