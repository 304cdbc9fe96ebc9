# headline: Exits the manager that was entered last
class reusable:
    def __init__(self, factory):
        self.factory = factory
        self.gens = []
    def _run(self):
        with self.factory() as v:
            yield v
    def __enter__(self):
        g = self._run()
        v = next(g)
        self.gens.append(g)
        return v
    def __exit__(self, k, e, t):
        self.gens.pop()
