# headline: Lets every other error pass
class IgnoreMissing:
    ignored = None

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        missing = kind is not None and "FileNotFoundError" in [base.__name__ for base in kind.__mro__]
        self.ignored = error if missing else None
        return missing
