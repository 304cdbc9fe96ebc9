"""The command `build`: rebuilds the exercises from the solutions."""

import argparse
import sys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``build``."""
    parser.add_argument("lessons", metavar="LESSON", nargs="*", help="a lesson's number; none means all lessons")


def run(args: argparse.Namespace) -> int:
    """Builds ``args.lessons``, or all; 0 when all is written, 1 when not, 2 for an unknown lesson."""
    from leakproof.authoring.building import build
    from leakproof.course import NoSuchExercise, course

    try:
        lessons = [course().lesson(number) for number in args.lessons] or course().lessons
    except NoSuchExercise as unknown:
        print(unknown, file=sys.stderr)
        return 2
    problems = build(lessons)
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0
