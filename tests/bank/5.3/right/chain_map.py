import collections
from contextlib import contextmanager, suppress


@contextmanager
def translate(mapping):
    table = collections.ChainMap({}, dict(mapping.items()))
    try:
        yield None
    except BaseException as error:
        key = None
        with suppress(StopIteration):
            key = next(base for base in type(error).__mro__ if base in table)
        if key is not None:
            raise table[key](error.__str__()) from error
        raise
