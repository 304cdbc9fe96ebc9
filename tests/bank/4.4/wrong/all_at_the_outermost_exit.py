# headline: Exits the manager that was entered last
from contextlib import ExitStack


class reusable:
    def __init__(self, factory):
        self.factory, self.depth, self.stack = factory, 0, ExitStack()

    def __enter__(self):
        value = self.stack.enter_context(self.factory())
        self.depth += 1
        return value

    def __exit__(self, *error):
        self.depth -= 1
        if self.depth == 0:
            stack, self.stack = self.stack, ExitStack()
            return stack.__exit__(*error)
