"""The command `handouts`: makes a page to print from each lesson's notebooks."""

import argparse
import functools

from leakproof.cli import making_pages


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``handouts``."""
    making_pages.add_arguments(parser, "handouts")
    parser.add_argument("--answers", action="store_true", help="the teacher's: with all answers and solutions")


def run(args: argparse.Namespace) -> int:
    """Writes the handouts of ``args.lessons``, or of all, to ``args.out``; 0, 1 when that was not possible, 2 for an
    unknown lesson."""
    from leakproof.classroom.handouts import handout_page

    page_of = functools.partial(handout_page, answers=args.answers)
    failed = making_pages.write_pages(args, page_of, "-answers" if args.answers else "")
    if not failed:
        print("Open one in a browser and print it: A4, both sides.")
    return failed
