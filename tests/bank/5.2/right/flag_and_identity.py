class PipeWriter:
    def __init__(self, stream, on_gone):
        self.stream = stream
        self.on_gone = on_gone
        self.broken = False

    def __enter__(self):
        return self

    def _guard(self, work):
        try:
            work()
        except ConnectionError as error:
            if isinstance(error, BrokenPipeError | ConnectionResetError):
                self.broken = True
                error.gone_from = self
            raise

    def write(self, data):
        def work():
            left = data
            while len(left) > 0:
                left = left[self.stream.write(left):]

        self._guard(work)

    def flush(self):
        self._guard(lambda: self.stream.flush())

    def __exit__(self, kind, error, traceback):
        suppress = getattr(error, "gone_from", None) is self
        try:
            self._guard(self.stream.close)
        except (BrokenPipeError, ConnectionResetError):
            pass
        if self.broken:
            self.on_gone()
        return suppress
