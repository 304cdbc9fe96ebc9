# headline: Each variable is as it was
import os


class _Env:
    def __init__(self, variables):
        self.variables, self.before = variables, {}

    def __enter__(self):
        self.before = {name: os.environ.get(name) for name in self.variables}
        try:
            self.put(self.variables)
        except BaseException:
            self.put(self.before)
            raise

    def __exit__(self, *_):
        pass

    def __del__(self):
        self.put(self.before)

    def put(self, values):
        for name, value in values.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def temp_env(**variables):
    return _Env(variables)
