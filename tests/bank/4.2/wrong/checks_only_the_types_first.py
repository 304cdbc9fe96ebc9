# headline: After a refusal all is as it was
import os


class temp_env:
    def __init__(self, /, **variables):
        for value in variables.values():
            if value is not None and not isinstance(value, str):
                raise TypeError(value)
        self.variables = variables

    def __enter__(self):
        self.before = {name: os.environ.get(name) for name in self.variables}
        self.put(self.variables)

    def __exit__(self, *_):
        self.put(self.before)

    def put(self, values):
        for name, value in values.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
