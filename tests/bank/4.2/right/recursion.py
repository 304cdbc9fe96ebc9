import os
from contextlib import contextmanager
@contextmanager
def temp_env(**variables):
    if not variables:
        yield
        return
    name, value = variables.popitem()
    if value is not None and not isinstance(value, str):
        raise TypeError(f"bad {name}")
    MISSING = object()
    old = os.environ.get(name, MISSING)
    try:
        if value is None: os.environ.pop(name, None)
        else: os.environ[name] = value
        with temp_env(**variables):
            yield
    finally:
        if old is MISSING: os.environ.pop(name, None)
        else: os.environ[name] = old
