from contextlib import AbstractContextManager
class IgnoreMissing(AbstractContextManager):
    ignored: "FileNotFoundError | None" = None
    def __exit__(self, kind, error, trace):
        self.__dict__.pop("ignored", None)
        if FileNotFoundError in getattr(kind, "__mro__", ()):
            self.ignored = error
        return "ignored" in self.__dict__
