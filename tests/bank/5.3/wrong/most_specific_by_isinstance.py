# headline: Only classes of the MRO count
from contextlib import contextmanager


@contextmanager
def translate(mapping):
    try:
        yield
    except BaseException as error:
        mro = type(error).__mro__
        fitting = [kind for kind in mapping if isinstance(error, kind)]
        fitting.sort(key=lambda kind: mro.index(kind) if kind in mro else len(mro))
        if fitting:
            raise mapping[fitting[0]](str(error)) from error
        raise
