import os
from contextlib import contextmanager


@contextmanager
def temp_env(**new):
    old = {name: os.environ[name] for name in new if name in os.environ}
    try:
        for name in new:
            if new[name] is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = new[name]
        yield os.environ
    finally:
        for name in new:
            os.environ.pop(name, None)
        os.environ.update(old)
