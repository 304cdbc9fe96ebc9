# headline: The note contains str(cleanup_error)
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
            error.add_note(" ".join(map(str, second.args)))
        return False
