# headline: Restored when the block raises
import os
from contextlib import contextmanager


@contextmanager
def temp_env(**variables):
    before = {name: os.environ.get(name) for name in variables}

    def put(values):
        for name, value in values.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value

    try:
        put(variables)
    except BaseException:
        put(before)
        raise
    yield
    put(before)
