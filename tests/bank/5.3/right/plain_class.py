class translate:
    def __init__(self, mapping):
        self.mapping = mapping

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        if kind is None:
            return False
        key = next((each for each in kind.__mro__ if each in self.mapping), None)
        if key is None:
            return False
        raise self.mapping[key](str(error)) from error
