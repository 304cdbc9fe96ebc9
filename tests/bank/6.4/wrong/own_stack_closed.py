# headline: A failed check exits the manager with that error
from contextlib import ExitStack


def adopt(stack, manager, check):
    own = ExitStack()
    resource = own.enter_context(manager)
    try:
        check(resource)
    except BaseException:
        own.close()
        raise
    stack.push(own)
    return resource
