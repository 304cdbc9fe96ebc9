# headline: Closes all of them, whatever fails
from contextlib import ExitStack


def open_all(factories):
    with ExitStack() as stack:
        resources = []
        for factory in factories:
            resources.append(factory())
            stack.callback(resources[-1].close)
        stack.pop_all()
    pending = list(resources)

    def close():
        waiting, pending[:] = list(pending), []
        for resource in reversed(waiting):
            resource.close()

    return resources, close
