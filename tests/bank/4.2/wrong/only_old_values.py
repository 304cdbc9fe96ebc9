# headline: What was absent is absent again
import os
from contextlib import contextmanager


@contextmanager
def temp_env(**variables):
    before = {name: os.environ[name] for name in variables if name in os.environ}
    try:
        for name, value in variables.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        yield
    finally:
        os.environ.update(before)
