# headline: Translates once
from contextlib import contextmanager


@contextmanager
def translate(mapping):
    try:
        yield
    except BaseException as error:
        new, steps = error, 0
        while steps < 5:
            kind = next((kind for kind in type(new).__mro__ if kind in mapping), None)
            if kind is None or mapping[kind] is type(new):
                break
            new, steps = mapping[kind](str(error)), steps + 1
        if new is error:
            raise
        raise new from error
