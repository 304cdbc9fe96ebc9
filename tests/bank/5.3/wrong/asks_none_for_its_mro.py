# headline: A good block ends well
class translate:
    def __init__(self, mapping):
        self.mapping = mapping

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        for each in kind.__mro__:
            if each in self.mapping:
                raise self.mapping[each](str(error)) from error
        return False
