from contextlib import ExitStack, closing, contextmanager


@contextmanager
def all_open(factories):
    with ExitStack() as stack:
        yield [stack.enter_context(closing(factory())) for factory in factories]


def open_all(factories):
    manager = all_open(factories)
    resources = manager.__enter__()

    def close():
        manager.__exit__(None, None, None)

    return resources, close
