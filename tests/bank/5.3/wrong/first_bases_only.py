# headline: A key may be a base class
from contextlib import contextmanager


@contextmanager
def translate(mapping):
    try:
        yield
    except BaseException as error:
        kind = type(error)
        while kind is not None:
            if kind in mapping:
                raise mapping[kind](str(error)) from error
            kind = kind.__base__
        raise
