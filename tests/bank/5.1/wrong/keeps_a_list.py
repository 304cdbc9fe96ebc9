# headline: ignored is None before the first use
class IgnoreMissing:
    def __init__(self):
        self.ignored = []

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        missing = isinstance(error, FileNotFoundError)
        if missing:
            self.ignored.append(error)
        return missing
