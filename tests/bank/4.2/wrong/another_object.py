# headline: Changes os.environ itself
import os
from contextlib import contextmanager


@contextmanager
def temp_env(**variables):
    true = os.environ
    copy = dict(true)
    for name, value in variables.items():
        if value is None:
            copy.pop(name, None)
        elif isinstance(value, str):
            copy[name] = value
        else:
            raise TypeError(name)
    os.environ = copy
    try:
        yield
    finally:
        os.environ = true
