# headline: Gives the list of what the factories gave
from contextlib import ExitStack, closing


def open_all(factories):
    with ExitStack() as stack:
        resources = [stack.enter_context(closing(factory())) for factory in factories]
        return resources[::-1], stack.pop_all().close
