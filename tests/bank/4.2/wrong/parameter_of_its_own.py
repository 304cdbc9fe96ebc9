# headline: Any name can be a variable's
import os
from contextlib import contextmanager


@contextmanager
def temp_env(environment=os.environ, **variables):
    before = {name: environment.get(name) for name in variables}
    try:
        for name, value in variables.items():
            if value is None:
                environment.pop(name, None)
            else:
                environment[name] = value
        yield
    finally:
        for name, value in before.items():
            if value is None:
                environment.pop(name, None)
            else:
                environment[name] = value
