# headline: Its close() closes each resource
from contextlib import ExitStack, closing


def open_all(factories):
    with ExitStack() as stack:
        resources = [stack.enter_context(closing(factory())) for factory in factories]
        stack.pop_all()
        return resources, stack.close
