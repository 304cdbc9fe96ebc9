# headline: Hands the manager over to the stack
from contextlib import ExitStack


def adopt(stack, manager, check):
    with ExitStack() as own:
        resource = own.enter_context(manager)
        if check(resource):
            stack.push(own.pop_all())
        return resource
