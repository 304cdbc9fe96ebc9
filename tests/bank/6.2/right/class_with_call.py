class Closer:
    __slots__ = ("_pending",)

    def __init__(self) -> None:
        self._pending = []

    def add(self, resource):
        self._pending.append(resource)
        return resource

    def __call__(self) -> None:
        pending, self._pending = self._pending, []
        self._close(pending)

    def _close(self, pending) -> None:
        errors = []
        for resource in pending[::-1]:
            try:
                resource.close()
            except BaseException as error:
                errors.append(error)
        if errors:
            raise errors[-1]


def open_all(factories):
    closer = Closer()
    try:
        return [closer.add(factory()) for factory in factories], closer
    except BaseException:
        closer()
        raise
