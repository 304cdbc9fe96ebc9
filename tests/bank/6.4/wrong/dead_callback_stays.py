# headline: After a failure the stack is as it was
import sys


def adopt(stack, manager, check):
    resource = manager.__enter__()
    gone = False

    def leave(*details):
        return None if gone else manager.__exit__(*details)

    stack.push(leave)
    try:
        check(resource)
    except BaseException:
        gone = True
        manager.__exit__(*sys.exc_info())
        raise
    return resource
