"""The command `nbgrader`: writes a course folder for nbgrader."""

import argparse
import sys
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``nbgrader``."""
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="the course folder: a new or an empty one")


def run(args: argparse.Namespace) -> int:
    """Writes ``args.folder`` and says what to do next; 0 when it is written, 1 when not."""
    from leakproof.authoring import BuildError
    from leakproof.authoring.nbgrader_course import write_course
    from leakproof.course import course

    folder: Path = args.folder
    try:
        assignments = write_course(folder)
    except FileExistsError:
        print(f"{folder} is there already, and not empty, so nothing was written. Name a new folder.", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{folder} cannot be written: {error.strerror}. Name another folder.", file=sys.stderr)
        return 1
    except BuildError as error:
        print(f"Nothing was written. {error}", file=sys.stderr)
        return 1
    exercises = course().exercises
    print(_NEXT.format(
        folder=folder, assignments=len(assignments), exercises=len(exercises),
        points=sum(exercise.points for exercise in exercises), first=assignments[0],
    ))  # fmt: skip
    return 0


_NEXT = """\
{folder} is a course folder for nbgrader: {assignments} assignments, {exercises} exercises, {points} points.

Next, in an environment that has nbgrader and this course (once: pip install -r requirements-classroom.txt):

  cd "{folder}"
  nbgrader generate_assignment {first}     takes the solutions out
  nbgrader release_assignment {first}      hands it out
  nbgrader collect {first}                 gets what was handed in
  nbgrader autograde {first}               judges it, with the same marks as check()
  nbgrader generate_feedback {first}       writes a report for each learner

docs/nbgrader.md says more."""
