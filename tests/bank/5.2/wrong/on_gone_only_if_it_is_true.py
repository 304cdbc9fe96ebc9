# headline: Calls on_gone whenever the peer is gone
GONE = (BrokenPipeError, ConnectionResetError)


class PipeWriter:
    def __init__(self, stream, on_gone):
        self.stream = stream
        self.on_gone = on_gone
        self.errors = []

    def __enter__(self):
        return self

    def write(self, data):
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[self.stream.write(rest):]
        except GONE as error:
            self.errors.append(error)
            raise

    def flush(self):
        try:
            self.stream.flush()
        except GONE as error:
            self.errors.append(error)
            raise

    def __exit__(self, kind, error, traceback):
        quiet = any(error is one for one in self.errors)
        try:
            self.stream.close()
        except GONE as late:
            self.errors.append(late)
        if self.errors and self.on_gone:
            self.on_gone()
        return quiet
