# headline: The error leaves translated
from contextlib import contextmanager


@contextmanager
def translate(mapping):
    try:
        yield
    except tuple(mapping.values()) as error:
        raise mapping[type(error)](str(error)) from error
