"""The progress board as HTML and as plain text: every lesson and exercise, its state, and what comes next."""

from __future__ import annotations

from html import escape

from leakproof.course import Course, Exercise, Lesson
from leakproof.progress import ExerciseStanding, Standing
from leakproof.showing.style import STYLE

BOARD_STYLE = (
    STYLE
    + """
<style>
.leakproof .leakproof-meter {
  height: 10px; margin: 0 0 10px; border: 1px solid var(--leakproof-edge); border-radius: 6px;
  background: var(--leakproof-shade); overflow: hidden;
}
.leakproof .leakproof-meter i { display: block; height: 100%; background: var(--leakproof-blue); }
.leakproof .leakproof-next { padding: 8px 12px; border-radius: 6px; background: var(--leakproof-shade); }
.leakproof a.leakproof-link {
  color: var(--leakproof-blue); font-weight: 600; text-decoration: underline;
}
.leakproof.leakproof-progress { container: leakproof-board / inline-size; }
.leakproof .leakproof-table.leakproof-board { width: 100%; margin: 10px 0 0; }
.leakproof .leakproof-board :is(th, td):nth-child(n):not(:nth-child(2)) { width: 1%; white-space: nowrap; }
.leakproof .leakproof-board th.leakproof-lesson:nth-child(n) {
  padding-top: 14px; color: var(--leakproof-text); white-space: normal; font-weight: 400;
}
@container leakproof-board (max-width: 479px) {
  .leakproof .leakproof-board :is(th, td):nth-child(n):not(:nth-child(2)) { white-space: normal; padding-right: 10px; }
}
</style>"""
)

_METER_WIDTH = 30
"""Of the bar in the text, in characters."""
_CERTIFICATE = 'Your certificate, with your name: progress(certificate="Ada Lovelace").'
_STARS = {1: "★☆☆", 2: "★★☆", 3: "★★★"}


def board_text(course: Course, standing: Standing) -> str:
    """The board as lines of text; a notebook is named by its path from the course's own folder."""
    filled = int(_share(course, standing) * _METER_WIDTH)
    lines = [_headline(course, standing), "█" * filled + "░" * (_METER_WIDTH - filled)]
    width = max(len(exercise.name) for exercise in course.exercises)
    for lesson in course.lessons:
        lines += ["", f"Lesson {lesson.number}: {lesson.title} ({_summary(lesson, standing)})"]
        for exercise in lesson.exercises:
            its = standing.exercise(exercise.id)
            glyph, word, _ = _state(its)
            lines.append(
                f"  {glyph} {word:13}  {exercise.id} {exercise.name:{width}}  {_STARS[exercise.difficulty]}  "
                f"{_points(exercise, its)} points, {_hints(exercise, its)} hints"
                f"{', challenge' if exercise.challenge else ''}"
            )
    words, following = _next(course, standing)
    if following:
        words += f" {following.id} {following.title} ({following.minutes} minutes), in {_notebook(course, following)}"
    return "\n".join([*lines, "", words, *standing.notes])


def board_html(course: Course, standing: Standing) -> str:
    """The board as HTML that needs nothing but itself; its links work in a notebook of the course."""
    words, following = _next(course, standing)
    if following:
        link = _link(_notebook(course, following), f"{following.id} {following.title}")
        words += f" {link} ({following.minutes} minutes)"
    parts = [
        BOARD_STYLE,
        f'<div class="leakproof leakproof-card leakproof-progress">'
        f'<div class="leakproof-headline">{_headline(course, standing)}</div>',
        f'<div class="leakproof-meter" aria-hidden="true"><i style="width:{_share(course, standing):.0%}"></i></div>',
        f'<div class="leakproof-next">{words}</div>',
        '<table class="leakproof-table leakproof-board"><thead><tr><th scope="col">State</th>'
        '<th scope="col">Exercise</th><th scope="col">Points</th>'
        '<th scope="col">Hints</th></tr></thead><tbody>',
    ]
    for lesson in course.lessons:
        title = _link(f"notebooks/{lesson.file_name}", f"Lesson {lesson.number}: {lesson.title}")
        parts.append(
            f'<tr><th scope="rowgroup" colspan="4" class="leakproof-lesson">{title} '
            f'<span class="leakproof-note">({_summary(lesson, standing)})</span></th></tr>'
        )
        parts += [_row(exercise, standing.exercise(exercise.id)) for exercise in lesson.exercises]
    parts.append("</tbody></table>")
    parts += [f'<div class="leakproof-note">{escape(note)}</div>' for note in standing.notes]
    return "".join([*parts, "</div>"])


def _row(exercise: Exercise, its: ExerciseStanding) -> str:
    glyph, word, tone = _state(its)
    challenge = ' <span class="leakproof-badge leakproof-hollow leakproof-raised">challenge</span>'
    return (
        f'<tr><td><span class="leakproof-mark leakproof-{tone}">{glyph} {word}</span></td>'
        f"<td>{exercise.id} {escape(exercise.title)}{challenge if exercise.challenge else ''} "
        f'<div><code class="leakproof-code">{escape(exercise.name)}</code> '
        f'<span class="leakproof-note">difficulty {_STARS[exercise.difficulty]}</span></div></td>'
        f"<td>{_points(exercise, its)}</td><td>{_hints(exercise, its)}</td></tr>"
    )


def _headline(course: Course, standing: Standing) -> str:
    solved = sum(standing.exercise(exercise.id).solved for exercise in course.exercises)
    best, of = _totals(course, standing)
    return f"Your progress: {solved} of {len(course.exercises)} exercises solved, {best} of {of} points"


def _totals(course: Course, standing: Standing) -> tuple[int, int]:
    """The points earned in all exercises, and the points there are."""
    best = sum(min(standing.exercise(exercise.id).best, exercise.points) for exercise in course.exercises)
    return best, sum(exercise.points for exercise in course.exercises)


def _share(course: Course, standing: Standing) -> float:
    best, of = _totals(course, standing)
    return best / of


def _summary(lesson: Lesson, standing: Standing) -> str:
    if not lesson.exercises:
        return f"{lesson.minutes} minutes, no exercises"
    solved = sum(standing.exercise(exercise.id).solved for exercise in lesson.exercises)
    return f"{lesson.minutes} minutes, {solved} of {len(lesson.exercises)} solved"


def _state(its: ExerciseStanding) -> tuple[str, str, str]:
    """Glyph, word and tone."""
    if its.solved:
        return "●", "solved", "ok"
    if its.attempts:
        return "◐", "tried", "luck"
    return "○", "not tried yet", "neutral"


def _points(exercise: Exercise, its: ExerciseStanding) -> str:
    return f"{min(its.best, exercise.points)} of {exercise.points}"


def _hints(exercise: Exercise, its: ExerciseStanding) -> str:
    return f"{its.hints} of {len(exercise.hints)}"


def _next(course: Course, standing: Standing) -> tuple[str, Exercise | None]:
    """What comes next, in words, and the exercise that they end with; challenges come last, as they can be left out."""
    left = [exercise for exercise in course.exercises if not standing.exercise(exercise.id).solved]
    if not left:
        return f"Everything is solved. Well done! {_CERTIFICATE}", None
    following = min(left, key=lambda exercise: exercise.challenge)
    if following.challenge:
        return f"All that is needed is solved, well done! {_CERTIFICATE} Still there, as a challenge:", following
    if len(left) == len(course.exercises) and not standing.exercise(following.id).attempts:
        return "Start with", following
    return "What comes next:", following


def _notebook(course: Course, exercise: Exercise) -> str:
    """The notebook to work in."""
    return f"exercises/{course.lesson(exercise.lesson).file_name}"


def _link(path: str, words: str) -> str:
    """A link that works from every notebook of the course: they are all one folder below the course's own."""
    return f'<a class="leakproof-link" href="../{path}">{escape(words)}</a>'
