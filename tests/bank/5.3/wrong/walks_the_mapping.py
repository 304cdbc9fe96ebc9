# headline: The first class of the MRO decides
from contextlib import contextmanager


@contextmanager
def translate(mapping):
    try:
        yield
    except BaseException as error:
        for kind, new in mapping.items():
            if kind in type(error).__mro__:
                raise new(str(error)) from error
        raise
