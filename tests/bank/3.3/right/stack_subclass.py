from contextlib import ExitStack, closing

class Pair(ExitStack):
    def __init__(self, acquire_a, acquire_b):
        super().__init__()
        self._makers = (acquire_a, acquire_b)

    def __enter__(self):
        try:
            return tuple(self.enter_context(closing(make())) for make in self._makers)
        except BaseException:
            self.close()
            raise
