# headline: Hands the manager over to the stack
from contextlib import ExitStack


def adopt(stack, manager, check):
    with ExitStack() as own:
        resource = own.enter_context(manager)
        check(resource)
        owned = stack.pop_all()
        stack.push(own.pop_all())
        stack.push(owned)
        return resource
