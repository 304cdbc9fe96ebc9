# headline: Closed when a step fails
from contextlib import ExitStack


def open_all(factories):
    steps = iter(factories)
    with ExitStack() as stack:
        resources = []
        first = next(steps, None)
        if first is not None:
            resources.append(first())
        for factory in steps:
            resources.append(factory())
            stack.callback(resources[-1].close)
        rest = stack.pop_all()

    whole = ExitStack()
    if resources:
        whole.callback(resources[0].close)
    whole.callback(rest.close)
    return resources, whole.close
