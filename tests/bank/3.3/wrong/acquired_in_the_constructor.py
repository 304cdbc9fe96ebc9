# headline: Nothing happens before the block
class Pair:
    def __init__(self, acquire_a, acquire_b):
        self.a = acquire_a()
        self.b = acquire_b()

    def __enter__(self):
        return self.a, self.b

    def __exit__(self, kind, error, trace):
        try:
            self.b.close()
        finally:
            self.a.close()
