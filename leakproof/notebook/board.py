"""`progress`: the learner's progress board."""

from __future__ import annotations

from leakproof.course import course
from leakproof.notebook.forms import show
from leakproof.progress import Progress
from leakproof.showing.board import board_html, board_text


def progress() -> None:
    """Your progress board: every exercise of the course, what you have solved, and what comes next."""
    standing = Progress().standing()
    show(board_text(course(), standing), board_html(course(), standing))
