"""What is known of one run: what its process said, and what the system says of that process."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

PATCHED = "patched: "
"""Among all that a run has changed: stands before the name of a function that is no longer what it was."""


@dataclass
class Ended:
    """A run that gave no report, and why: ``exit``, ``signal``, ``busy``, ``idle``, ``processes``, ``printed`` or
    ``garbled``."""

    why: str
    detail: int = 0


@dataclass
class Report:
    """What a run said of itself, and what the system says of its process."""

    said: dict[str, Any]
    descriptors: list[str] = field(default_factory=list)
    """What is open that was not before: where each new descriptor leads."""
    lost_descriptors: bool = False
    children: int = 0
    threads: int = 0

    @property
    def clean(self) -> bool:
        """Whether the process is as it was before the run, so that the next run may use it."""
        said = self.said
        return not (
            self.descriptors
            or self.lost_descriptors
            or self.children
            or self.threads
            or said.get("changed")
            or said.get("threads")
            or said.get("open")
            or said.get("tasks")
            or said.get("stuck")
        )
