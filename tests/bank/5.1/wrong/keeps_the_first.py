# headline: ignored tells of the last block
class IgnoreMissing:
    def __init__(self):
        self.ignored = None

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        missing = isinstance(error, FileNotFoundError)
        if not missing:
            self.ignored = None
        elif self.ignored is None:
            self.ignored = error
        return missing
