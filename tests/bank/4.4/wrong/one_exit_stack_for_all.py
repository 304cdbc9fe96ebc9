# headline: Exits the manager that was entered last
from contextlib import ExitStack


class reusable:
    def __init__(self, factory):
        self.factory, self.stack = factory, ExitStack()

    def __enter__(self):
        return self.stack.enter_context(self.factory())

    def __exit__(self, *error):
        return self.stack.__exit__(*error)
