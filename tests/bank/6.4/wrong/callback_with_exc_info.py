# headline: The manager may suppress the error of the owner's block
import sys
from contextlib import ExitStack


def adopt(stack, manager, check):
    with ExitStack() as own:
        resource = own.enter_context(manager)
        check(resource)
        own.pop_all()

    def leave(kind, error, trace):
        manager.__exit__(kind, error, trace)

    stack.push(leave)
    return resource
