class keep_first:
    def __init__(self, cleanup):
        self._cleanup = cleanup

    def __enter__(self):
        return None

    def __exit__(self, *details):
        _, error, _ = details
        try:
            self._cleanup()
        except BaseException as second:
            if error is None:
                raise second
            error.add_note("cleanup: " + type(second).__name__ + ": " + str(second))
