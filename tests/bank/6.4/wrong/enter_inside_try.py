# headline: What could not be entered is not exited
import sys


def adopt(stack, manager, check):
    try:
        resource = manager.__enter__()
        check(resource)
    except BaseException:
        manager.__exit__(*sys.exc_info())
        raise
    stack.push(manager)
    return resource
