# headline: Can be used in a with statement
class IgnoreMissing:
    ignored = None

    def __enter__(self):
        return self
