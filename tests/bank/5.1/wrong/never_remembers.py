# headline: ignored is the suppressed error itself
class IgnoreMissing:
    def __init__(self):
        self.ignored = None

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        return isinstance(error, FileNotFoundError)
