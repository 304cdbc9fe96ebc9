def reusable(factory):
    return _Again(factory)


class _Again:
    __slots__ = ("_factory", "_exits")

    def __init__(self, factory):
        self._factory = factory
        self._exits = []

    def __enter__(self):
        manager = self._factory()
        kind = type(manager)
        enter, leave = kind.__enter__, kind.__exit__
        value = enter(manager)
        self._exits.append((leave, manager))
        return value

    def __exit__(self, kind, error, traceback):
        leave, manager = self._exits.pop()
        return leave(manager, kind, error, traceback)
