# headline: Child processes see the change
import os
from contextlib import contextmanager


def put(name, value):
    if value is not None and not isinstance(value, str):
        raise TypeError(name)
    data = os.environ._data
    if value is None:
        data.pop(os.fsencode(name), None)
    else:
        data[os.fsencode(name)] = os.fsencode(value)


@contextmanager
def temp_env(**variables):
    before = {name: os.environ.get(name) for name in variables}
    try:
        for name, value in variables.items():
            if value and "\0" in value:
                raise ValueError("embedded null byte")
            put(name, value)
        yield
    finally:
        for name, value in before.items():
            put(name, value)
