# headline: A good block ends well
class IgnoreMissing:
    def __init__(self):
        self.ignored = None

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        missing = issubclass(kind, FileNotFoundError)
        self.ignored = error if missing else None
        return missing
