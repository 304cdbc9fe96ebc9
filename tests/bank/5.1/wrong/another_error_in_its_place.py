# headline: The caller sees the error itself
class IgnoreMissing:
    def __init__(self):
        self.ignored = None

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        self.ignored = error if isinstance(error, FileNotFoundError) else None
        if self.ignored is None and kind is not None and issubclass(kind, OSError):
            raise OSError(error.errno, error.strerror)
        return self.ignored is not None
