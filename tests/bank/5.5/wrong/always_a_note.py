# headline: No note when the cleanup is well
class keep_first:
    def __init__(self, cleanup):
        self.cleanup = cleanup

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        second = None
        try:
            self.cleanup()
        except Exception as failure:
            if error is None:
                raise
            second = failure
        if error is not None:
            error.add_note(f"cleanup failed: {second}")
        return False
