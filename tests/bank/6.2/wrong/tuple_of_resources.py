# headline: Gives the list of what the factories gave
from contextlib import ExitStack, closing


def open_all(factories):
    with ExitStack() as stack:
        resources = tuple(stack.enter_context(closing(factory())) for factory in factories)
        return resources, stack.pop_all().close
