# headline: A second close() does nothing
from contextlib import ExitStack


def open_all(factories):
    with ExitStack() as stack:
        resources = []
        for factory in factories:
            resources.append(factory())
            stack.callback(resources[-1].close)
        kept = [stack.pop_all()]

    def close():
        if not kept:
            raise RuntimeError("already closed")
        kept.pop().close()

    return resources, close
