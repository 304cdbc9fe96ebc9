# headline: Gives the list of what the factories gave
from contextlib import ExitStack, closing


def open_all(factories):
    with ExitStack() as stack:
        managers = [closing(factory()) for factory in factories]
        for manager in managers:
            stack.enter_context(manager)
        return managers, stack.pop_all().close
