# headline: Can be used again
class IgnoreMissing:
    def __init__(self):
        self.ignored = None
        self._used = False

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        if self._used:
            return False
        self._used = True
        missing = isinstance(error, FileNotFoundError)
        self.ignored = error if missing else None
        return missing
