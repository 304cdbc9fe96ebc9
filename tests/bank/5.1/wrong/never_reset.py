# headline: ignored tells of the last block
class IgnoreMissing:
    def __init__(self):
        self.ignored = None

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        if isinstance(error, FileNotFoundError):
            self.ignored = error
            return True
        return False
