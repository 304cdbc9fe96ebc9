import contextlib


def adopt(stack, manager, check):
    with contextlib.ExitStack() as own:
        resource = own.enter_context(manager)
        check(resource)
        stack.enter_context(own.pop_all())
        return resource
