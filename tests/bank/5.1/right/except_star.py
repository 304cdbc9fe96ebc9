class IgnoreMissing:
    def __init__(self):
        self.ignored = None

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        self.ignored = None
        if error is None:
            return False
        try:
            raise error
        except* FileNotFoundError:
            self.ignored = error
        return True
