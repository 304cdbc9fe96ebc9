import contextlib
import os


def temp_env(**variables):
    for value in variables.values():
        if value is not None and not isinstance(value, str):
            raise TypeError("str or None, please")
    return _changed(variables)


@contextlib.contextmanager
def _changed(variables):
    missing = object()
    with contextlib.ExitStack() as stack:
        for name, value in variables.items():
            old = os.environ.get(name, missing)
            if old is missing:
                stack.callback(os.environ.pop, name, None)
            else:
                stack.callback(os.environ.__setitem__, name, old)
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        yield
