# headline: The first class of the MRO decides
from contextlib import contextmanager


@contextmanager
def translate(mapping):
    try:
        yield
    except BaseException as error:
        found = [kind for kind in type(error).__mro__ if kind in mapping]
        if found:
            raise mapping[found[-1]](str(error)) from error
        raise
