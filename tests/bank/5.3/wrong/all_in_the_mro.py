# headline: The first class of the MRO decides
class translate:
    def __init__(self, mapping):
        self.mapping = mapping

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        new = None
        for each in kind.__mro__ if kind else ():
            if each in self.mapping:
                new = self.mapping[each](str(error))
        if new is not None:
            raise new from error
        return False
