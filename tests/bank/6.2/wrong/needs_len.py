# headline: Walks what it is given once
from contextlib import ExitStack, closing


def open_all(factories):
    with ExitStack() as stack:
        resources = [None] * len(factories)
        for number, factory in enumerate(factories):
            resources[number] = stack.enter_context(closing(factory()))
        return resources, stack.pop_all().close
