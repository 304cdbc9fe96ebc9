# headline: The manager sees the error of the owner's block
from contextlib import ExitStack


def adopt(stack, manager, check):
    own = ExitStack()
    with own:
        resource = own.enter_context(manager)
        check(resource)
        own = own.pop_all()
    stack.push(lambda kind, error, trace: own.__exit__(None, None, None))
    return resource
