# headline: Translates once
from contextlib import contextmanager


@contextmanager
def translate(mapping):
    try:
        yield
    except BaseException as error:
        for kind in type(error).__mro__:
            if kind in mapping:
                if mapping[kind] in type(error).__mro__ or issubclass(mapping[kind], type(error)):
                    raise
                raise mapping[kind](str(error)) from error
        raise
