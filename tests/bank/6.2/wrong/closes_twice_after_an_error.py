# headline: A second close() does nothing
from contextlib import ExitStack


def open_all(factories):
    with ExitStack() as stack:
        resources = []
        for factory in factories:
            resources.append(factory())
            stack.callback(resources[-1].close)
        stack.pop_all()
    done = False

    def close():
        nonlocal done
        if done:
            return
        with ExitStack() as end:
            for resource in resources:
                end.callback(resource.close)
        done = True

    return resources, close
