# headline: Sets the variables for the block
import os
from contextlib import contextmanager


@contextmanager
def temp_env(**variables):
    done = []
    try:
        for name, value in variables.items():
            if value is None:
                os.unsetenv(name)
            else:
                os.putenv(name, value)
            done.append(name)
        yield
    finally:
        for name in done:
            if name in os.environ:
                os.putenv(name, os.environ[name])
            else:
                os.unsetenv(name)
