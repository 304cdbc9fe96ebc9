import os
from contextlib import contextmanager

_absent = object()


@contextmanager
def temp_env(**kwargs):
    undo = []
    try:
        for k, v in kwargs.items():
            if not (v is None or isinstance(v, str)):
                raise TypeError("no str: " + repr(v))
            undo.append((k, os.environ.get(k, _absent)))
            os.environ.pop(k, None)
            if v is not None:
                os.environ[k] = v
        yield
    finally:
        for k, v in undo[::-1]:
            if v is _absent:
                os.environ.pop(k, None)
            else:
                os.environ[k] = v
