# headline: Suppresses the subclasses too
class IgnoreMissing:
    ignored = None

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        missing = kind is not None and FileNotFoundError in (kind, kind.__base__)
        self.ignored = error if missing else None
        return missing
