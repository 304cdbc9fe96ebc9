from contextlib import ExitStack


class reusable:
    def __init__(self, factory):
        self._factory = factory
        self._open: list[ExitStack] = []

    def __enter__(self):
        with ExitStack() as stack:
            value = stack.enter_context(self._factory())
            self._open.append(stack.pop_all())
            return value

    def __exit__(self, *details):
        with self._open.pop() as stack:
            return stack.__exit__(*details)
