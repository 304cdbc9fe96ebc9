# headline: Enters nothing but context managers
from contextlib import ExitStack


def open_all(factories):
    with ExitStack() as stack:
        resources = [stack.enter_context(factory()) for factory in factories]
        return resources, stack.pop_all().close
