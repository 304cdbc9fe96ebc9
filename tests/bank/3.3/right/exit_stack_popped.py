from contextlib import ExitStack


class Pair:
    def __init__(self, acquire_a, acquire_b):
        self.functions = acquire_a, acquire_b

    def __enter__(self):
        with ExitStack() as stack:
            given = []
            for acquire in self.functions:
                given.append(acquire())
                stack.callback(given[-1].close)
            self.stack = stack.pop_all()
        return tuple(given)

    def __exit__(self, *error):
        return self.stack.__exit__(*error)
