# headline: Blocks can be nested
import os
from contextlib import contextmanager

before = {}


@contextmanager
def temp_env(**variables):
    before.update({name: os.environ.get(name) for name in variables})
    try:
        for name, value in variables.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        yield
    finally:
        for name in variables:
            value = before[name]
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
