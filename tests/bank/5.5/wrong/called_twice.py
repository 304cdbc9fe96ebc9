# headline: Calls cleanup once
from contextlib import contextmanager


@contextmanager
def keep_first(cleanup):
    try:
        yield
        cleanup()
    except BaseException as error:
        try:
            cleanup()
        except Exception as second:
            if second is not error:
                error.add_note(str(second))
        raise
