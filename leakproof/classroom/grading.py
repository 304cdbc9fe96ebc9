"""Grades a class: every different answer is judged once, and every learner gets a mark for every exercise."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from leakproof.classroom.answers import Answer, Found, answers_in
from leakproof.classroom.judgements import Done, Judgement, Judges, MachineCannotJudge, NotJudged, Task
from leakproof.classroom.marks import Class, Learner, Mark
from leakproof.classroom.store import Store
from leakproof.classroom.submissions import Submission
from leakproof.course import course
from leakproof.judging.verdict import Outcome

FEW = 3
"""So many answers in a row that could not be judged, and none that could, are no answer's fault."""


@dataclass
class Progress:
    """How far the grading is; no number ever shrinks."""

    answers: int = 0
    """Different answers found so far that are to be judged."""
    before: int = 0
    """Those of them that were judged in an earlier run."""
    now: int = 0
    """Those that were judged in this run."""


@dataclass(frozen=True)
class Graded:
    """What came of it."""

    learners: Class
    not_judged: tuple[str, ...]
    """Answers that this machine could not judge, as sentences; they have no points and can be graded again."""


class _Grading:
    """The judgements that one run needs."""

    def __init__(self, judges: Judges, store: Store, told: Callable[[Progress], None]) -> None:
        self._judges, self._store, self._told = judges, store, told
        self._progress = Progress()
        self.known: dict[Task, Judgement] = {}
        self.failed: dict[Task, NotJudged] = {}

    def judge(self, tasks: Iterable[Task]) -> None:
        """All that are not known yet: first side by side, then one at a time what a busy machine may have spoilt."""
        again = []
        new = []
        for task in dict.fromkeys(tasks):
            if task in self.known or task in self.failed:
                continue
            self._progress.answers += 1
            kept = self._store.get(task)
            if kept is None:
                new.append(task)
                continue
            self.known[task] = kept
            if kept.hurried:
                again.append(task)
            else:
                self._progress.before += 1
        self._told(self._progress)
        for task, result in self._first_time(new):
            if isinstance(result, Judgement):
                self.known[task] = result
                self._store.put(task, result)
                if not result.hurried:
                    self._count()
            if isinstance(result, NotJudged) or result.hurried:
                again.append(task)
        for task, result in self._judges(again, True):
            self._again(task, result)
            self._count()

    def _first_time(self, tasks: Sequence[Task]) -> Iterable[Done]:
        failed = 0
        for task, result in self._judges(tasks, False):
            failed = failed + 1 if isinstance(result, NotJudged) and failed >= 0 else -1
            if failed == FEW and isinstance(result, NotJudged):
                raise MachineCannotJudge(result.why)
            yield task, result

    def _again(self, task: Task, result: Judgement | NotJudged) -> None:
        """The mark of an answer that was judged alone, or could not be judged twice."""
        before = self.known.get(task)
        if isinstance(result, NotJudged):
            if before is None:
                self.failed[task] = result
                return
            result = before
        elif before is not None and before.points > result.points:
            result = before
        self.known[task] = dataclasses.replace(result, hurried=False)
        self._store.put(task, self.known[task])

    def _count(self) -> None:
        self._progress.now += 1
        self._told(self._progress)


def grade(
    title: str,
    handed_in: Sequence[Submission],
    judges: Judges,
    store: Store,
    told: Callable[[Progress], None] = lambda _: None,
) -> Graded:
    """Grades all of `handed_in`; `told` hears of the progress after each answer. Raises `MachineCannotJudge`, and
    `OSError` when the store cannot be written."""
    found = [answers_in(submission) for submission in handed_in]
    answers = [answer for each in found for answer in each.answers.values()]
    grading = _Grading(judges, store, told)
    grading.judge(Task(answer.exercise, answer.source) for answer in answers)
    for number in range(max((len(answer.others) for answer in answers), default=0)):
        open_questions = [answer for answer in answers if not _best(answer, grading.known)[1].correct]
        grading.judge(
            Task(answer.exercise, answer.others[number]) for answer in open_questions if number < len(answer.others)
        )
    learners = tuple(map(_learner, handed_in, found, [grading] * len(found)))
    return Graded(
        Class(title, learners),
        tuple(
            f"{submission.learner}, {answer.exercise}: {grading.failed[task].why}"
            for submission, each in zip(handed_in, found, strict=True)
            for answer in each.answers.values()
            if (task := Task(answer.exercise, answer.source)) in grading.failed
        ),
    )


def _best(answer: Answer, known: dict[Task, Judgement]) -> tuple[str, Judgement]:
    """Of the cell as it stands and the wholes it may be part of, the first with the most points."""
    judged = [
        (source, known[task])
        for source in (answer.source, *answer.others)
        if (task := Task(answer.exercise, source)) in known
    ]
    if not judged:
        of = course().exercise(answer.exercise).points
        finding = (
            "Could not be judged",
            "before it was run",
            "the judge ended or hung twice; nothing is known of the answer",
        )
        return answer.source, Judgement(str(Outcome.UNUSABLE), 0, of, (finding,))
    return max(judged, key=lambda each: each[1].points)


def _learner(submission: Submission, found: Found, grading: _Grading) -> Learner:
    marks = {}
    notes = [*submission.notes, *found.notes]
    for exercise in course().exercises:
        answer = found.answers.get(exercise.id)
        if answer is not None:
            source, judged = _best(answer, grading.known)
            if source != answer.source:
                notes.append(f"{exercise.id} was judged together with other cells that it needs: {answer.where}.")
            marks[exercise.id] = Mark(
                exercise.id, judged.outcome, judged.points, judged.of, judged.findings, judged.hint, source,
                answer.where,
            )  # fmt: skip
        elif exercise.id in found.unreadable:
            finding = ("The file cannot be read", "before it was run", found.unreadable[exercise.id])
            marks[exercise.id] = Mark(exercise.id, str(Outcome.UNUSABLE), 0, exercise.points, (finding,))
        else:
            marks[exercise.id] = Mark(exercise.id, str(Outcome.NOT_ATTEMPTED), 0, exercise.points)
    return Learner(submission.learner, marks, tuple(dict.fromkeys(notes)))
