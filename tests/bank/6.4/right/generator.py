from contextlib import ExitStack, contextmanager


@contextmanager
def provisional(manager):
    with ExitStack() as own:
        yield own.enter_context(manager), own


def adopt(stack, manager, check):
    with provisional(manager) as (resource, own):
        check(resource)
        stack.push(own.pop_all().__exit__)
    return resource
