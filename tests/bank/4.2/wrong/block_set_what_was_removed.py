# headline: Restored whatever the block did to it
import os
from contextlib import contextmanager


@contextmanager
def temp_env(**variables):
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
            if value is not None:
                os.environ[name] = value
            elif variables[name] is not None:
                os.environ.pop(name, None)
