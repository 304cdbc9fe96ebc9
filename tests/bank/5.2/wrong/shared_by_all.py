# headline: Lets the same error from elsewhere pass
GONE = (BrokenPipeError, ConnectionResetError)


class PipeWriter:
    gone = False
    error = None

    def __init__(self, stream, on_gone):
        self.stream = stream
        self.on_gone = on_gone

    def __enter__(self):
        return self

    def _gone(self, error):
        PipeWriter.gone = True
        PipeWriter.error = error

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
            PipeWriter.gone = True
        if self.gone:
            self.on_gone()
        return error is not None and error is self.error
