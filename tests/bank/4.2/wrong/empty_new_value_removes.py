# headline: An empty string is a value
import os
from contextlib import contextmanager


@contextmanager
def temp_env(**variables):
    before = {name: os.environ.get(name) for name in variables}
    try:
        for name, value in variables.items():
            if not isinstance(value, (str, type(None))):
                raise TypeError(name)
            if value:
                os.environ[name] = value
            else:
                os.environ.pop(name, None)
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
