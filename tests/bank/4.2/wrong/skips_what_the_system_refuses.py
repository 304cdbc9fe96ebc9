# headline: Says so when a variable cannot be set
import os
from contextlib import contextmanager, suppress


@contextmanager
def temp_env(**variables):
    before = {name: os.environ.get(name) for name in variables}
    try:
        for name, value in variables.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                with suppress(ValueError, OSError):
                    os.environ[name] = value
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
