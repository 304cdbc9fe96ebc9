# headline: After a good block the cleanup's error passes
class keep_first:
    def __init__(self, cleanup):
        self.cleanup = cleanup

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        try:
            self.cleanup()
        except Exception as second:
            if error is None:
                raise RuntimeError("cleanup failed") from second
            error.add_note(str(second))
        return False
