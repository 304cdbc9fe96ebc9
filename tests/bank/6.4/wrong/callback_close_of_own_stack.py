# headline: The manager sees the error of the owner's block
from contextlib import ExitStack


def adopt(stack, manager, check):
    with ExitStack() as own:
        resource = own.enter_context(manager)
        check(resource)
        stack.callback(own.pop_all().close)
        return resource
