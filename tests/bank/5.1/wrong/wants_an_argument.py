# headline: Can be called as the exercise says
class IgnoreMissing:
    def __init__(self, path):
        self.path = path
        self.ignored = None

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        missing = isinstance(error, FileNotFoundError)
        self.ignored = error if missing else None
        return missing
