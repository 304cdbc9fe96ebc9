# headline: After a failure the stack is as it was
import sys


def adopt(stack, manager, check):
    resource = stack.enter_context(manager)
    try:
        check(resource)
    except BaseException:
        manager.__exit__(*sys.exc_info())
        raise
    return resource
