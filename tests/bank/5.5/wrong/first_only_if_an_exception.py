# headline: The block's error is what the caller sees
from contextlib import contextmanager


@contextmanager
def keep_first(cleanup):
    try:
        yield
    except Exception as error:
        try:
            cleanup()
        except Exception as second:
            error.add_note(str(second))
        raise
    except BaseException:
        cleanup()
        raise
    else:
        cleanup()
