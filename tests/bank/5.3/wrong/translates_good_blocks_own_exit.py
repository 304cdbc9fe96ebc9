# headline: An error without a key passes as it is
from contextlib import contextmanager


@contextmanager
def translate(mapping):
    try:
        yield
    except Exception as error:
        for kind in type(error).__mro__:
            if kind in mapping:
                raise mapping[kind](str(error)) from error
        raise
    except BaseException as error:
        for kind in type(error).__mro__:
            if kind in mapping:
                raise mapping[kind](str(error)) from error
        raise RuntimeError("ended") from error
