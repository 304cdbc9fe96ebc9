from contextlib import ExitStack


def adopt(stack, manager, check):
    own = ExitStack()
    with own:
        resource = own.enter_context(manager)
        check(resource)
        kept = own.pop_all()
    stack.push(kept)
    return resource
