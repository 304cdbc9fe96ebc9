# headline: A second close() does nothing
from contextlib import ExitStack


def open_all(factories):
    with ExitStack() as stack:
        resources = []
        for factory in factories:
            resources.append(factory())
            stack.callback(resources[-1].close)
        kept = stack.pop_all()
    failure = None

    def close():
        nonlocal failure
        try:
            kept.close()
        except BaseException as error:
            failure = error
        if failure is not None:
            raise failure

    return resources, close
