# headline: Released exactly once
import sys


def adopt(stack, manager, check):
    resource = manager.__enter__()
    try:
        check(resource)
    except BaseException:
        try:
            manager.__exit__(*sys.exc_info())
        except BaseException:
            manager.__exit__(*sys.exc_info())
            raise
        raise
    stack.push(manager)
    return resource
