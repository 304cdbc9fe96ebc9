# headline: Closed when a step fails
from contextlib import ExitStack


def open_all(factories):
    stack = ExitStack()
    resources = []
    for factory in factories:
        resource = factory()
        stack.callback(resource.close)
        resources.append(resource)
    return resources, stack.close
