# headline: Gives the list of what the factories gave
from contextlib import ExitStack


def open_all(factories):
    with ExitStack() as stack:
        resources = []
        for number, factory in enumerate(factories):
            resources.append(factory(number))
            stack.callback(resources[-1].close)
        return resources, stack.pop_all().close
