# headline: Gives both to the block
from contextlib import ExitStack


class Pair:
    def __init__(self, acquire_a, acquire_b):
        self.acquire = {id(acquire_a): acquire_a, id(acquire_b): acquire_b}

    def __enter__(self):
        with ExitStack() as stack:
            given = []
            for acquire in self.acquire.values():
                given.append(acquire())
                stack.callback(given[-1].close)
            self.stack = stack.pop_all()
        return tuple(given)

    def __exit__(self, *error):
        return self.stack.__exit__(*error)
