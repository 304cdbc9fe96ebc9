# headline: Returns the resource
from contextlib import ExitStack


def adopt(stack, manager, check):
    with ExitStack() as own:
        resource = own.enter_context(manager)
        if check(resource) is False:
            raise ValueError("check failed")
        stack.push(own.pop_all())
        return resource
