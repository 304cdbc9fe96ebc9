# headline: Lets the same error from elsewhere pass
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
        finally:
            pass

    def flush(self):
        self.stream.flush()

    def __exit__(self, kind, error, traceback):
        gone = isinstance(error, GONE)
        try:
            self.stream.close()
        except GONE:
            gone = True
        if gone:
            self.on_gone()
        return isinstance(error, GONE)
