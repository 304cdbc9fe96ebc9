"""The command `slides`: makes a page of slides from each lesson's notebook."""

import argparse

from leakproof.cli import making_pages


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``slides``."""
    making_pages.add_arguments(parser, "slides")


def run(args: argparse.Namespace) -> int:
    """Writes the slides of ``args.lessons``, or of all, to ``args.out``; 0, 1 when that was not possible, 2 for an
    unknown lesson."""
    from leakproof.classroom.slides import slides_page

    failed = making_pages.write_pages(args, slides_page)
    if not failed:
        print("Open one in a browser: an arrow key goes on, n opens the teacher's notes, ? lists the keys.")
    return failed
