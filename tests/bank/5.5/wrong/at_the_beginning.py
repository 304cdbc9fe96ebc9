# headline: Calls cleanup at the end of the block
class keep_first:
    def __init__(self, cleanup):
        self.cleanup = cleanup

    def __enter__(self):
        self.cleanup()

    def __exit__(self, kind, error, traceback):
        return False
