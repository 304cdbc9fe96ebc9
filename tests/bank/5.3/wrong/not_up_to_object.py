# headline: A key may be a base class
from contextlib import contextmanager


@contextmanager
def translate(mapping):
    try:
        yield
    except BaseException as error:
        for kind in type(error).__mro__[:-1]:
            if kind in mapping:
                raise mapping[kind](str(error)) from error
        raise
