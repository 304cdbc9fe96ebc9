# headline: Calls back in the same thread
import threading


class keep_first:
    def __init__(self, cleanup):
        self.cleanup = cleanup

    def __enter__(self):
        return self

    def _run(self):
        try:
            self.cleanup()
        except BaseException as second:
            self.second = second

    def __exit__(self, kind, error, traceback):
        self.second = None
        thread = threading.Thread(target=self._run)
        thread.start()
        thread.join()
        if self.second is not None:
            if error is None or not isinstance(self.second, Exception):
                raise self.second
            error.add_note(str(self.second))
        return False
