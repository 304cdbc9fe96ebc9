# headline: Restored whatever the block did to it
import os
from contextlib import contextmanager


@contextmanager
def temp_env(**variables):
    before = {name: os.environ.get(name) for name in variables}
    done = []
    try:
        for name, value in variables.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
            done.append(name)
        yield
    finally:
        for name in done:
            if os.environ.get(name) == variables[name]:
                if before[name] is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = before[name]
