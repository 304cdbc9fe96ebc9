# headline: The caller sees the error itself
import sys


def adopt(stack, manager, check):
    resource = manager.__enter__()
    try:
        check(resource)
    except BaseException as error:
        manager.__exit__(*sys.exc_info())
        raise type(error)(*error.args)
    stack.push(manager)
    return resource
