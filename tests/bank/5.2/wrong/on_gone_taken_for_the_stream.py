# headline: The error of on_gone passes
GONE = (BrokenPipeError, ConnectionResetError)


class PipeWriter:
    def __init__(self, stream, on_gone):
        self.stream = stream
        self.on_gone = on_gone
        self.gone = False
        self.error = None

    def __enter__(self):
        return self

    def _gone(self, error):
        self.gone = True
        self.error = error

    def write(self, data):
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[self.stream.write(rest):]
        except GONE as error:
            self._gone(error)
            raise

    def flush(self):
        try:
            self.stream.flush()
        except GONE as error:
            self._gone(error)
            raise

    def __exit__(self, kind, error, traceback):
        try:
            self.stream.close()
        except GONE:
            self.gone = True
        try:
            if self.gone:
                self.on_gone()
        except GONE:
            pass
        return error is not None and error is self.error
