import contextlib


class IgnoreMissing(contextlib.ContextDecorator):
    def __init__(self):
        super().__init__()
        self.__dict__.update(ignored=None)

    def __enter__(self):
        return None

    def __exit__(self, kind, error, traceback, /):
        if error is None or not isinstance(error, FileNotFoundError):
            self.__dict__["ignored"] = None
            return None
        self.__dict__["ignored"] = error
        return "suppressed"
