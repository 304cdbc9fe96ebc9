"""What this learner has tried and solved, kept safely on disk."""

from leakproof.progress.events import ProgressNotSaved
from leakproof.progress.progress import Progress
from leakproof.progress.standing import ExerciseStanding, FirstChoice, Standing

__all__ = ["ExerciseStanding", "FirstChoice", "Progress", "ProgressNotSaved", "Standing"]
