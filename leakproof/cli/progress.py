"""The command `progress`: shows what the learner has tried and solved."""

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``progress`` has no arguments."""


def run(_: argparse.Namespace) -> int:
    """Shows the progress of the learner; always 0."""
    from leakproof.course import course
    from leakproof.progress import Progress
    from leakproof.showing.board import board_text

    print(board_text(course(), Progress().standing()))
    return 0
