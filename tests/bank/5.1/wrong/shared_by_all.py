# headline: Each object has an ignored of its own
class IgnoreMissing:
    ignored = None

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        missing = isinstance(error, FileNotFoundError)
        IgnoreMissing.ignored = error if missing else None
        return missing
