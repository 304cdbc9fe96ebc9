# headline: Returns the resources and a function
from contextlib import ExitStack, closing


def open_all(factories):
    with ExitStack() as stack:
        resources = [stack.enter_context(closing(factory())) for factory in factories]
        return resources, stack.pop_all()
