from contextlib import contextmanager


@contextmanager
def translate(mapping):
    try:
        yield
    except BaseException as error:
        mro = type(error).__mro__
        keys = sorted((key for key in mapping if key in mro), key=mro.index)
        if not keys:
            raise
        raise mapping[keys[0]]("%s" % (error,)) from error
