from contextlib import ExitStack


class reusable:
    def __init__(self, factory):
        self._factory, self._stacks = factory, []

    def __enter__(self):
        stack = ExitStack()
        value = stack.enter_context(self._factory())
        self._stacks.append(stack)
        return value

    def __exit__(self, kind, error, traceback):
        stack = self._stacks.pop()
        return stack.__exit__(kind, error, traceback)
