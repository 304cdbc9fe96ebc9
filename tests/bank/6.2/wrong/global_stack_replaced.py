# headline: Each close() closes its own resources
from contextlib import ExitStack

stack = None


def close():
    stack.close()


def open_all(factories):
    global stack
    with ExitStack() as mine:
        resources = []
        for factory in factories:
            resources.append(factory())
            mine.callback(resources[-1].close)
        stack = mine.pop_all()
    return resources, close
