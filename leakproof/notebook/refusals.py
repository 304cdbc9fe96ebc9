"""Says no to the learner in one sentence instead of a traceback."""

from __future__ import annotations


class Refused(Exception):
    """Something cannot be done as asked; the message says what can. A notebook shows the message and nothing else."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]
