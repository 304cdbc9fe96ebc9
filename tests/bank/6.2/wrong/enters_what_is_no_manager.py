# headline: Can be used in a with statement
from contextlib import ExitStack


def open_all(factories):
    with ExitStack() as stack:
        resources = [stack.enter_context(factory()) for factory in factories]
        return resources, stack.pop_all().close
