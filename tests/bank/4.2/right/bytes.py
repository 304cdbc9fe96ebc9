import os
from contextlib import contextmanager


@contextmanager
def temp_env(**variables):
    if not all(value is None or isinstance(value, str) for value in variables.values()):
        raise TypeError("only str and None")
    wanted = {os.fsencode(name): None if value is None else os.fsencode(value) for name, value in variables.items()}
    before = {name: os.environb.get(name) for name in wanted}

    def put(values):
        for name, value in values.items():
            if value is None:
                os.environb.pop(name, None)
            else:
                os.environb[name] = value

    try:
        put(wanted)
        yield
    finally:
        put(before)
