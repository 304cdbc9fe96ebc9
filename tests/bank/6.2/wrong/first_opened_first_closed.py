# headline: Last opened, first closed
from contextlib import ExitStack


def open_all(factories):
    with ExitStack() as stack:
        resources = []
        for factory in factories:
            resources.append(factory())
            stack.callback(resources[-1].close)
        stack.pop_all()
    last = ExitStack()
    for resource in reversed(resources):
        last.callback(resource.close)
    return resources, last.close
