# headline: Any name can be a variable's
import os
from contextlib import contextmanager


def put(name="", value="", **more):
    more.pop("name", None)
    for name, value in more.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


@contextmanager
def temp_env(**variables):
    before = {name: os.environ.get(name) for name in variables}
    try:
        put(**variables)
        yield
    finally:
        put(**before)
