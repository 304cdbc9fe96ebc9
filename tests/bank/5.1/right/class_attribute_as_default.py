class IgnoreMissing:
    ignored = None

    def __enter__(self):
        return "anything"

    def __exit__(self, kind, error, traceback):
        self.ignored = None
        match error:
            case FileNotFoundError():
                self.ignored = error
        return bool(kind) and FileNotFoundError in kind.__mro__
