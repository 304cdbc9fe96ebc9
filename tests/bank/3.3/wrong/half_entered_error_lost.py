# headline: No error is swallowed
class Pair:
    def __init__(self, acquire_a, acquire_b):
        self.acquire_a = acquire_a
        self.acquire_b = acquire_b

    def __enter__(self):
        self.a = self.acquire_a()
        try:
            self.b = self.acquire_b()
        except BaseException:
            self.a.close()
            return self.a, None
        return self.a, self.b

    def __exit__(self, kind, error, trace):
        try:
            if getattr(self, "b", None) is not None:
                self.b.close()
        finally:
            self.a.close()
