# headline: The caller sees the error itself
from contextlib import ExitStack


def open_all(factories):
    with ExitStack() as stack:
        resources = []
        for factory in factories:
            try:
                resources.append(factory())
            except Exception as error:
                raise RuntimeError("could not open all") from error
            stack.callback(resources[-1].close)
        return resources, stack.pop_all().close
