# headline: The resources are still open when it returns
from contextlib import ExitStack, closing


def open_all(factories):
    with ExitStack() as stack:
        resources = [stack.enter_context(closing(factory())) for factory in factories]
        return resources, stack.close
