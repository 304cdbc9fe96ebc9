# headline: Each object has an ignored of its own
class IgnoreMissing:
    _only = None

    def __new__(cls):
        if cls._only is None:
            cls._only = super().__new__(cls)
            cls._only.ignored = None
        return cls._only

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        missing = isinstance(error, FileNotFoundError)
        self.ignored = error if missing else None
        return missing
