# headline: After a failure the stack is as it was
import sys


def adopt(stack, manager, check):
    try:
        resource = stack.enter_context(manager)
        check(resource)
    except BaseException:
        stack.__exit__(*sys.exc_info())
        raise
    return resource
