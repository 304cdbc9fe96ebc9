"""What the commands `slides` and `handouts` have in common: lessons in, pages out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from leakproof.whole_file import write_whole

if TYPE_CHECKING:
    from leakproof.course import Lesson


def add_arguments(parser: argparse.ArgumentParser, folder: str) -> None:
    """The arguments of both; `folder` is where the pages go if nothing else is said."""
    parser.add_argument("lessons", metavar="LESSON", nargs="*", help="a lesson's number; none means all lessons")
    parser.add_argument("--out", metavar="FOLDER", default=folder, help=f"where to write them (default: {folder})")


def write_pages(args: argparse.Namespace, page_of: Callable[[Lesson], str], suffix: str = "") -> int:
    """Writes the page of each of ``args.lessons``, or of all, to ``args.out``, when all could be made; says where.

    0, 1 when a notebook could not be read or a page not written, 2 for an unknown lesson.
    """
    from leakproof.classroom.lessons import NoLessonToShow
    from leakproof.course import NoSuchExercise, course

    folder = Path(args.out)
    try:
        lessons: Sequence[Lesson] = [course().lesson(number) for number in args.lessons] or course().lessons
        pages = {folder / f"{Path(lesson.file_name).stem}{suffix}.html": page_of(lesson) for lesson in lessons}
        folder.mkdir(parents=True, exist_ok=True)
        for path, page in pages.items():
            write_whole(path, page)
    except NoSuchExercise as unknown:
        print(unknown, file=sys.stderr)
        return 2
    except NoLessonToShow as problem:
        print(problem, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename}: {error.strerror}. Name another folder with --out.", file=sys.stderr)
        return 1
    print(*pages, sep="\n")
    return 0
