# headline: Its close() closes each resource
from contextlib import ExitStack


def open_all(factories):
    resources = []
    with ExitStack() as stack:
        for factory in factories:
            resource = factory()
            resources.append(resource)
            stack.callback(lambda: resource.close())
        return resources, stack.pop_all().close
