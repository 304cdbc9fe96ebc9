# headline: Returns the resource
from contextlib import ExitStack


def adopt(stack, manager, check):
    with ExitStack() as own:
        resource = own.enter_context(manager)
        check(resource)
        stack.push(own.pop_all())
        return resource or manager
