# headline: Lets every other error pass
class IgnoreMissing:
    ignored = None

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        missing = isinstance(error, FileNotFoundError) or (
            error is not None and isinstance(error.__cause__, FileNotFoundError)
        )
        self.ignored = error if missing else None
        return missing
