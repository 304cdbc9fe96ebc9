# headline: Lets every other error pass
import errno


class IgnoreMissing:
    def __init__(self):
        self.ignored = None

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        missing = isinstance(error, FileNotFoundError) or getattr(error, "errno", None) == errno.ENOENT
        self.ignored = error if missing else None
        return missing
