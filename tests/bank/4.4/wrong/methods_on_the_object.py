# headline: Can be used in a with statement
class _Object:
    pass


def reusable(factory):
    made, open = _Object(), []

    def enter():
        manager = factory()
        value = manager.__enter__()
        open.append(manager)
        return value

    made.__enter__ = enter
    made.__exit__ = lambda *error: open.pop().__exit__(*error)
    return made
