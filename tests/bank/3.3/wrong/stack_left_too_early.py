# headline: Both are open in the block
from contextlib import ExitStack

class Pair:
    def __init__(self, acquire_a, acquire_b):
        self.acquire_a, self.acquire_b = acquire_a, acquire_b

    def __enter__(self):
        with ExitStack() as stack:
            a = self.acquire_a()
            stack.callback(a.close)
            b = self.acquire_b()
        self.a, self.b = a, b
        return a, b

    def __exit__(self, *details):
        self.b.close()
