# headline: The caller sees the error itself
import os
from contextlib import contextmanager


@contextmanager
def temp_env(**variables):
    before = {name: os.environ.get(name) for name in variables}
    try:
        try:
            for name, value in variables.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value
        except Exception as error:
            raise TypeError(str(error)) from error
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
