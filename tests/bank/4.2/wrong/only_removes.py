# headline: Each variable is as it was
import os
from contextlib import contextmanager


@contextmanager
def temp_env(**variables):
    try:
        for name, value in variables.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        yield
    finally:
        for name in variables:
            os.environ.pop(name, None)
