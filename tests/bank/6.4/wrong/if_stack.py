# headline: Hands the manager over to the stack
from contextlib import ExitStack


def adopt(stack, manager, check):
    with ExitStack() as own:
        resource = own.enter_context(manager)
        check(resource)
        if stack:
            stack.push(own.pop_all())
        return resource
