# headline: ignored is None before the first use
class IgnoreMissing:
    ignored = False

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        missing = isinstance(error, FileNotFoundError)
        self.ignored = error if missing else None
        return missing
