# headline: The first class of the MRO decides
from contextlib import contextmanager


def find(mapping, kind):
    if kind in mapping:
        return mapping[kind]
    for base in kind.__bases__:
        found = find(mapping, base)
        if found is not None:
            return found
    return None


@contextmanager
def translate(mapping):
    try:
        yield
    except BaseException as error:
        new = find(mapping, type(error))
        if new is None:
            raise
        raise new(str(error)) from error
