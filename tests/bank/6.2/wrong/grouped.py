# headline: The caller sees the error itself
from contextlib import ExitStack


def open_all(factories):
    with ExitStack() as stack:
        resources = []
        for factory in factories:
            resources.append(factory())
            stack.callback(resources[-1].close)
        stack.pop_all()
    pending = list(resources)

    def close():
        errors = []
        while pending:
            try:
                pending.pop().close()
            except BaseException as error:
                errors.append(error)
        if errors:
            raise BaseExceptionGroup("closing failed", errors)

    return resources, close
