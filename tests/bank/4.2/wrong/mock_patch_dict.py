# headline: Leaves other variables alone
import os
from contextlib import contextmanager
from unittest import mock


@contextmanager
def temp_env(**variables):
    with mock.patch.dict(os.environ):
        for name, value in variables.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        yield
