# headline: Returns the resource
from contextlib import ExitStack


def adopt(stack, manager, check):
    with ExitStack() as own:
        check(own.enter_context(manager))
        stack.push(own.pop_all())
