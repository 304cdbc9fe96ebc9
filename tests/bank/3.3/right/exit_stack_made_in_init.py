from contextlib import ExitStack


class Pair:
    def __init__(self, acquire_a, acquire_b):
        self._stack = ExitStack()
        self._a, self._b = acquire_a, acquire_b

    def __enter__(self):
        try:
            a = self._a()
            self._stack.push(lambda *error: a.close() and None)
            b = self._b()
            self._stack.push(lambda *error: b.close() and None)
        except BaseException:
            self._stack.close()
            raise
        return a, b

    def __exit__(self, kind, error, trace):
        self._stack.close()
        return None
