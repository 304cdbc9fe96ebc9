# headline: Calls cleanup at the end of the block
from contextlib import contextmanager


@contextmanager
def keep_first(cleanup):
    yield
    cleanup()
