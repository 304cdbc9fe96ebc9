# headline: The original is the cause
from contextlib import contextmanager


@contextmanager
def translate(mapping):
    try:
        yield
    except BaseException as error:
        for kind in type(error).__mro__:
            if kind in mapping:
                raise mapping[kind](str(error)) from type(error)
        raise
