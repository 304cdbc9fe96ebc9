# headline: Calls cleanup at the end of the block
class keep_first:
    def __init__(self, cleanup):
        self.cleanup = cleanup

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        try:
            if self.cleanup:
                self.cleanup()
        except Exception as second:
            if error is None:
                raise
            error.add_note(str(second))
        return False
