from contextlib import AbstractContextManager, ExitStack


class Entered(AbstractContextManager):
    __slots__ = ("_manager", "_resource")

    def __init__(self, manager, resource) -> None:
        self._manager = manager
        self._resource = resource

    def __enter__(self):
        return self._resource

    def __exit__(self, *details):
        return type(self._manager).__exit__(self._manager, *details)


def adopt(stack: ExitStack, manager: AbstractContextManager, check):
    resource = manager.__enter__()
    entered = Entered(manager, resource)
    try:
        check(resource)
    except:
        import sys
        entered.__exit__(*sys.exc_info())
        raise
    return stack.enter_context(entered)
