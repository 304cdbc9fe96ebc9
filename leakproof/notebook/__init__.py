"""The learner's few words: `check`, `hint`, `solution`, `watch`, `predict`, `progress`; with a class `join`, `vote`."""

from IPython.core.getipython import get_ipython as _get_ipython

from leakproof.exercises.catalogue import warm_up as _warm_up
from leakproof.notebook import tracebacks as _tracebacks
from leakproof.notebook.board import progress
from leakproof.notebook.checking import check, hint, solution
from leakproof.notebook.joining import join, vote
from leakproof.notebook.predict import predict
from leakproof.notebook.watch import watch

__all__ = ["check", "hint", "join", "predict", "progress", "solution", "vote", "watch"]

_warm_up()  # so that the first check need not wait for the sandbox

if (_shell := _get_ipython()) is not None:
    _tracebacks.install(_shell)
