# headline: Blocks can be nested
import os
from contextlib import contextmanager

first = {}


@contextmanager
def temp_env(**variables):
    for name in variables:
        first.setdefault(name, os.environ.get(name))
    try:
        for name, value in variables.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        yield
    finally:
        for name in variables:
            if first[name] is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = first[name]
