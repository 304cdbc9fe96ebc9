# headline: What making the new error raises passes
from contextlib import contextmanager
@contextmanager
def translate(mapping):
    try:
        yield
    except BaseException as error:
        for kind in type(error).__mro__:
            if kind in mapping:
                try:
                    new = mapping[kind](str(error))
                except TypeError:
                    new = mapping[kind]()
                raise new from error
        raise
