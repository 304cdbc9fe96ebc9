# headline: No error is swallowed
class Pair:
    def __init__(self, acquire_a, acquire_b):
        self.acquire_a, self.acquire_b = acquire_a, acquire_b

    def __enter__(self):
        self.a = self.acquire_a()
        try:
            self.b = self.acquire_b()
        except BaseException:
            self.a.close()
            raise
        return self.a, self.b

    def __exit__(self, kind, error, trace):
        failed = None
        for resource in (self.b, self.a):
            try:
                resource.close()
            except BaseException as caught:
                failed = caught
        if failed is not None and error is None:
            raise failed
        return failed is not None
