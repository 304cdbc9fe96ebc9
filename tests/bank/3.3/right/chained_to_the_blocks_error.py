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
            raise
        return self.a, self.b

    def __exit__(self, kind, error, trace):
        first = None
        try:
            self.b.close()
        except BaseException as failed:
            first = failed
        try:
            self.a.close()
        except BaseException as failed:
            first = first or failed
        if first is not None:
            raise first from error
