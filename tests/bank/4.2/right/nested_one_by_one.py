import os
from contextlib import ExitStack, contextmanager


@contextmanager
def _one(pair):
    name, value = pair
    was_there = name in os.environ
    old = os.environ.get(name, "")
    if value is None:
        os.environ.pop(name, None)
    else:
        os.environ[name] = value
    try:
        yield
    finally:
        if was_there:
            os.environ[name] = old
        else:
            os.environ.pop(name, None)


@contextmanager
def temp_env(**variables):
    with ExitStack() as stack:
        for pair in variables.items():
            stack.enter_context(_one(pair))
        yield
