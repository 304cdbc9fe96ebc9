"""The command `slides`: makes a page of slides from each lesson's notebook."""

import argparse
import sys
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``slides``."""
    parser.add_argument("lessons", metavar="LESSON", nargs="*", help="a lesson's number; none means all lessons")
    parser.add_argument("--out", metavar="FOLDER", default="slides", help="where to write them (default: slides)")


def run(args: argparse.Namespace) -> int:
    """Writes the slides of ``args.lessons``, or of all, to ``args.out``; 0, 1 when that was not possible, 2 for an
    unknown lesson."""
    from leakproof.classroom.lessons import NoLessonToShow
    from leakproof.classroom.slides import save_slides
    from leakproof.course import NoSuchExercise, course

    try:
        lessons = [course().lesson(number) for number in args.lessons] or course().lessons
    except NoSuchExercise as unknown:
        print(unknown, file=sys.stderr)
        return 2
    try:
        written = save_slides(lessons, Path(args.out))
    except NoLessonToShow as problem:
        print(problem, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"The slides could not be written to {args.out}: {error.strerror}.", file=sys.stderr)
        return 1
    for path in written:
        print(path)
    print("Open one in a browser: arrow keys go on, n opens the teacher's notes, ? lists the keys.")
    return 0
