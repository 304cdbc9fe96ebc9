# headline: The error leaves translated
from contextlib import contextmanager


@contextmanager
def translate(mapping):
    try:
        yield
    except BaseException as error:
        for kind in type(error).__mro__:
            if kind in mapping:
                print(mapping[kind](str(error)))
        raise
