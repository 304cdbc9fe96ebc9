# headline: Calls the check once, with the resource
from contextlib import ExitStack


def adopt(stack, manager, check):
    with ExitStack() as own:
        resource = own.enter_context(manager)
        check(resource)
        if not check(resource):
            pass
        stack.push(own.pop_all())
        return resource
