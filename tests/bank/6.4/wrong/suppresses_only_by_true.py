# headline: The manager may suppress the error of the owner's block
import sys
def adopt(stack, manager, check):
    resource = manager.__enter__()
    try:
        check(resource)
    except BaseException:
        manager.__exit__(*sys.exc_info())
        raise
    stack.push(lambda *e: manager.__exit__(*e) is True)
    return resource
