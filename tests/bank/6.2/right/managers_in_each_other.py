from contextlib import contextmanager
@contextmanager
def _hold(makers):
    try:
        make = next(makers)
    except StopIteration:
        yield []
        return
    resource = make()
    try:
        with _hold(makers) as rest:
            yield [resource, *rest]
    finally:
        resource.close()
def open_all(factories):
    manager = _hold(iter(factories))
    resources = manager.__enter__()
    state = [manager]
    def close():
        if state:
            state.pop().__exit__(None, None, None)
    return resources, close
