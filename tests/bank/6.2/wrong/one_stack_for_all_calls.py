# headline: Each close() closes its own resources
from contextlib import ExitStack

STACK = ExitStack()


def open_all(factories):
    resources = []
    try:
        for factory in factories:
            resources.append(factory())
            STACK.callback(resources[-1].close)
    except BaseException:
        STACK.close()
        raise
    return resources, STACK.close
