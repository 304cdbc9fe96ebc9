# headline: Closed on Ctrl-C too
from contextlib import ExitStack


def open_all(factories):
    stack = ExitStack()
    resources = []
    try:
        for factory in factories:
            resource = factory()
            stack.callback(resource.close)
            resources.append(resource)
    except Exception:
        stack.close()
        raise
    return resources, stack.close
