# headline: Returns the resource
import sys


def adopt(stack, manager, check):
    resource = manager.__enter__()
    try:
        check(resource)
    except BaseException:
        manager.__exit__(*sys.exc_info())
        raise
    stack.push(manager)
    return manager
