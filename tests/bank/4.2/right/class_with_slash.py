import os


class temp_env:
    def __init__(self, /, **variables):
        self._wanted = variables

    def __enter__(self):
        self._before = {}
        try:
            for name, value in self._wanted.items():
                self._before[name] = os.environ.get(name)
                self._put(name, value)
        except BaseException:
            self._restore()
            raise
        return self

    def __exit__(self, *_):
        self._restore()

    def _restore(self):
        for name, value in reversed(self._before.items()):
            self._put(name, value)

    @staticmethod
    def _put(name, value):
        if value is None:
            if name in os.environ:
                del os.environ[name]
        else:
            os.environ[name] = value
