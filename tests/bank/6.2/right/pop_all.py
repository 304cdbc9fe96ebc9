from contextlib import ExitStack


def open_all(factories):
    with ExitStack() as stack:
        resources = []
        for factory in factories:
            resource = factory()
            stack.callback(resource.close)
            resources.append(resource)
        return resources, stack.pop_all().close
