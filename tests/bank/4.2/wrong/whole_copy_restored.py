# headline: Leaves other variables alone
import os
from contextlib import contextmanager


@contextmanager
def temp_env(**variables):
    before = dict(os.environ)
    try:
        for name, value in variables.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
