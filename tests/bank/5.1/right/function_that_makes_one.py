def IgnoreMissing():
    class Ignoring:
        ignored = None

        def __enter__(self):
            return self

        def __exit__(self, kind, error, traceback):
            found = isinstance(error, FileNotFoundError)
            self.ignored = error if found else None
            return found

    return Ignoring()
