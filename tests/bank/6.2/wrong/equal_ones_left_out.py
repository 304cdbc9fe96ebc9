# headline: Gives the list of what the factories gave
from contextlib import ExitStack, closing


def open_all(factories):
    with ExitStack() as stack:
        resources = []
        for factory in factories:
            resource = stack.enter_context(closing(factory()))
            if resource not in resources:
                resources.append(resource)
        return resources, stack.pop_all().close
