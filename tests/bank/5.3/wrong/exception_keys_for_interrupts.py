# headline: An error without a key passes as it is
from contextlib import contextmanager


@contextmanager
def translate(mapping):
    try:
        yield
    except BaseException as error:
        bases = type(error).__mro__
        if not isinstance(error, Exception):
            bases += (Exception,)
        for kind in bases:
            if kind in mapping:
                raise mapping[kind](str(error)) from error
        raise
