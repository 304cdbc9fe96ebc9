import contextlib

_missing = object()


@contextlib.contextmanager
def translate(mapping):
    try:
        yield mapping
    except BaseException as error:
        for base in error.__class__.mro():
            value = mapping.get(base, _missing)
            if value is not _missing:
                new = value(str(error))
                new.__cause__ = error
                raise new
        raise error
