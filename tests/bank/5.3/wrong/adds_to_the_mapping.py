# headline: The mapping stays as it is
from contextlib import contextmanager


@contextmanager
def translate(mapping):
    try:
        yield
    except BaseException as error:
        for kind in type(error).__mro__:
            if kind in mapping:
                new = mapping[kind]
                if isinstance(mapping, dict):
                    mapping[type(error)] = new
                raise new(str(error)) from error
        raise
