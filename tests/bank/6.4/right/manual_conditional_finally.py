import sys


def adopt(stack, manager, check):
    resource = manager.__enter__()
    passed = False
    try:
        check(resource)
        passed = True
    finally:
        if not passed:
            manager.__exit__(*sys.exc_info())
    stack.push(manager)
    return resource
