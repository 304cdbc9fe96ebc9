class Pair:
    __slots__ = ("fa", "fb", "pair")

    def __init__(self, acquire_a, acquire_b):
        self.fa, self.fb = acquire_a, acquire_b

    def __enter__(self):
        a = self.fa()
        try:
            b = self.fb()
        except BaseException as failed:
            try:
                a.close()
            except BaseException:
                pass
            raise failed
        self.pair = (a, b)
        return self.pair

    def __exit__(self, kind, error, trace):
        a, b = self.pair
        errors = [error] if error is not None else []
        for each in (b, a):
            try:
                each.close()
            except BaseException as failed:
                errors.append(failed)
        if errors and errors[0] is not error:
            raise errors[0]
        return False
