# headline: A key may be a base class
from contextlib import contextmanager


@contextmanager
def translate(mapping):
    try:
        yield
    except BaseException as error:
        if type(error) in mapping:
            raise mapping[type(error)](str(error)) from error
        raise
