# headline: Sets the variables for the block
import os
from contextlib import contextmanager


@contextmanager
def temp_env(**variables):
    variables = {name.upper(): value for name, value in variables.items()}
    before = {name: os.environ.get(name) for name in variables}
    try:
        for name, value in variables.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
