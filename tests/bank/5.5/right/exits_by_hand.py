import sys
from contextlib import contextmanager


@contextmanager
def keep_first(cleanup, /):
    try:
        yield keep_first
    finally:
        first = sys.exc_info()[1]
        if first is None:
            cleanup()
        else:
            try:
                cleanup()
            except BaseException as second:
                first.add_note("while cleaning up: %s" % (second,))
