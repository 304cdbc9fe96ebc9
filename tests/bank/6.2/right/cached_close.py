import functools
from contextlib import ExitStack


def open_all(factories):
    stack = ExitStack()
    try:
        resources = []
        for factory in factories:
            resources.append(factory())
            stack.callback(resources[-1].close)
    except BaseException:
        with stack:
            raise

    @functools.cache
    def close(*_):
        with stack:
            pass

    return resources, close
