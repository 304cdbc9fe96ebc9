from contextlib import contextmanager


def find(mapping, kind):
    for base in kind.__mro__:
        try:
            return mapping[base]
        except KeyError:
            continue
    return None


@contextmanager
def translate(mapping):
    original = None
    try:
        yield
    except BaseException as error:
        new = find(mapping, type(error))
        if new is None:
            raise
        original = error
    if original is not None:
        raise new(f"{original!s}") from original
