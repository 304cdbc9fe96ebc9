import traceback
from contextlib import AbstractContextManager


class keep_first(AbstractContextManager):
    def __init__(self, cleanup):
        self.cleanup = cleanup

    def __exit__(self, kind, error, trace):
        if error is None:
            self.cleanup()
            return None
        try:
            self.cleanup()
        except Exception as second:
            error.add_note("".join(traceback.format_exception_only(second)) + "\n" + str(second))
            error.add_note("see above")
        return None
