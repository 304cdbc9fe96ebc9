class IgnoreMissing:
    def __init__(self):
        self.ignored = None

    def __enter__(self):
        pass

    def __exit__(self, *details):
        if isinstance(details[1], FileNotFoundError):
            self.ignored = details[1]
            return True
        self.ignored = None
