# headline: ignored is the suppressed error itself
import copy


class IgnoreMissing:
    def __init__(self):
        self.ignored = None

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        missing = isinstance(error, FileNotFoundError)
        self.ignored = copy.copy(error) if missing else None
        return missing
