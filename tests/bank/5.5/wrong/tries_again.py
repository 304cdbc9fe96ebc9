# headline: Calls cleanup once
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
                raise
            try:
                self.cleanup()
            except Exception:
                error.add_note(str(second))
        return False
