# headline: Nothing happens before the block
import os


class _Env:
    def __init__(self, variables):
        self.before = {name: os.environ.get(name) for name in variables}
        try:
            self.put(variables)
        except BaseException:
            self.put(self.before)
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.put(self.before)

    def put(self, values):
        for name, value in values.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def temp_env(**variables):
    return _Env(variables)
