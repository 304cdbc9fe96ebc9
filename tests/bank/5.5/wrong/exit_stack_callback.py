# headline: The block's error is what the caller sees
from contextlib import ExitStack


def keep_first(cleanup):
    stack = ExitStack()
    stack.callback(cleanup)
    return stack
