import contextlib


class Pair(contextlib.ExitStack):
    def __init__(self, acquire_a, acquire_b):
        super().__init__()
        self._acquire = [acquire_a, acquire_b]

    def __enter__(self):
        super().__enter__()
        try:
            return tuple([self.enter_context(contextlib.closing(acquire())) for acquire in self._acquire])
        except BaseException as error:
            self.__exit__(type(error), error, error.__traceback__)
            raise
