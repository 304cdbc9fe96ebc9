# headline: A second close() does nothing
from contextlib import ExitStack


def open_all(factories):
    with ExitStack() as stack:
        resources = []
        for factory in factories:
            resources.append(factory())
            stack.callback(resources[-1].close)
        stack.pop_all()

    def close():
        with ExitStack() as end:
            for resource in resources:
                end.callback(resource.close)

    return resources, close
