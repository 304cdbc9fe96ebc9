from contextlib import AbstractContextManager


class _One(AbstractContextManager):
    def __init__(self, acquire):
        self._acquire = acquire

    def __enter__(self):
        self._resource = self._acquire()
        return self._resource

    def __exit__(self, *error):
        self._resource.close()


class Pair(AbstractContextManager):
    def __init__(self, acquire_a, acquire_b):
        self._a, self._b = _One(acquire_a), _One(acquire_b)

    def __enter__(self):
        a = self._a.__enter__()
        try:
            b = self._b.__enter__()
        except:  # noqa: E722
            import sys

            self._a.__exit__(*sys.exc_info())
            raise
        return a, b

    def __exit__(self, *error):
        try:
            self._b.__exit__(*error)
        finally:
            self._a.__exit__(*error)
