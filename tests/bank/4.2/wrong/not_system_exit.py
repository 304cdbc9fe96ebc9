# headline: Restored whatever the block raises
import os
from contextlib import contextmanager


def put(values):
    for name, value in values.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


@contextmanager
def temp_env(**variables):
    before = {name: os.environ.get(name) for name in variables}
    try:
        put(variables)
        yield
    except (Exception, KeyboardInterrupt):
        put(before)
        raise
    else:
        put(before)
