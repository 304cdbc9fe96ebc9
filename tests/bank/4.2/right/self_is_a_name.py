import os


class temp_env:
    def __init__(self, **variables):
        self.variables = variables

    def __enter__(self):
        self.before = {name: os.environ.get(name) for name in self.variables}
        try:
            self.put(self.variables)
        except BaseException:
            self.put(self.before)
            raise

    def __exit__(self, *_):
        self.put(self.before)

    def put(self, values):
        for name, value in values.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
