# headline: Gives the list of what the factories gave
from contextlib import ExitStack
def open_all(factories):
    with ExitStack() as stack:
        resources = []
        for factory in dict.fromkeys(factories):
            resource = factory()
            stack.callback(resource.close)
            resources.append(resource)
        return resources, stack.pop_all().close
