# headline: Exits the manager that was entered last
class reusable:
    def __init__(self, factory):
        self.factory = factory

    def __enter__(self):
        return self.factory().__enter__()

    def __exit__(self, *error):
        return None
