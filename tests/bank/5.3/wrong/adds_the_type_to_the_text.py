# headline: The new error is made with str(error)
from contextlib import contextmanager


@contextmanager
def translate(mapping):
    try:
        yield
    except BaseException as error:
        for kind in type(error).__mro__:
            if kind in mapping:
                raise mapping[kind](f"{type(error).__name__}: {error}") from error
        raise
