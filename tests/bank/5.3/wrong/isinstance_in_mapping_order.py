# headline: The first class of the MRO decides
from contextlib import contextmanager


@contextmanager
def translate(mapping):
    try:
        yield
    except BaseException as error:
        for kind, new in mapping.items():
            if isinstance(error, kind):
                raise new(str(error)) from error
        raise
