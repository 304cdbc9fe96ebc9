# headline: The manager is told the error
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
        g = self.gens.pop()
        if e is None:
            next(g, None)
        else:
            g.close()
