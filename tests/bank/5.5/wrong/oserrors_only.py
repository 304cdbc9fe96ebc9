# headline: The block's error is what the caller sees
class keep_first:
    def __init__(self, cleanup):
        self.cleanup = cleanup

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        try:
            self.cleanup()
        except OSError as second:
            if error is None:
                raise
            error.add_note(str(second))
        return False
