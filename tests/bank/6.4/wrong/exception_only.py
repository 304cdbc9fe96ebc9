# headline: A failed check exits the manager with that error
import sys


def adopt(stack, manager, check):
    resource = manager.__enter__()
    try:
        check(resource)
    except Exception:
        manager.__exit__(*sys.exc_info())
        raise
    stack.push(manager)
    return resource
