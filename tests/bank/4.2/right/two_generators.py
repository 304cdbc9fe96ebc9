import contextlib
import os


def _restored(names):
    snapshot = [(name, os.environ.get(name)) for name in names]
    try:
        yield
    finally:
        for name, value in snapshot:
            os.environ[name] = ""
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextlib.contextmanager
def temp_env(**variables):
    for name, value in variables.items():
        if not isinstance(value, (str, type(None))):
            raise TypeError(f"{name}={value!r}")
    safe = [name for name in variables if name and "=" not in name and "\0" not in name]
    with contextlib.contextmanager(_restored)(safe):
        os.environ.update({name: value for name, value in variables.items() if value is not None})
        for name in variables.keys() & os.environ.keys():
            if variables[name] is None:
                del os.environ[name]
        yield variables
