# headline: The manager sees the error of the owner's block
import sys


def adopt(stack, manager, check):
    resource = manager.__enter__()
    try:
        check(resource)
    except BaseException:
        manager.__exit__(*sys.exc_info())
        raise
    stack.callback(manager.__exit__, None, None, None)
    return resource
