# headline: Several errors come as an ExceptionGroup
from contextlib import ExitStack


def run_cleanups(actions):
    with ExitStack() as stack:
        for action in actions:
            stack.callback(action)
