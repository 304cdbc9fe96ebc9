# headline: Can be entered again
from contextlib import contextmanager


@contextmanager
def ReentrantGuard(lock):
    lock.acquire()
    try:
        yield
    finally:
        lock.release()
