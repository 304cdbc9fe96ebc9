# headline: No error is swallowed
from contextlib import ExitStack


def open_all(factories):
    with ExitStack() as stack:
        resources = []
        for factory in factories:
            resources.append(factory())
            stack.push(lambda *_, resource=resources[-1]: resource.close())
        return resources, stack.pop_all().close
