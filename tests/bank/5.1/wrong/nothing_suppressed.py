# headline: Suppresses a missing file
class IgnoreMissing:
    def __init__(self):
        self.ignored = None

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        self.ignored = error if isinstance(error, FileNotFoundError) else None
