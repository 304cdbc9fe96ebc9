# headline: The block's error is what the caller sees
from contextlib import contextmanager


@contextmanager
def keep_first(cleanup):
    try:
        yield
    finally:
        cleanup()
