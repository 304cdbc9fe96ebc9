# headline: What the block raises otherwise passes
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
            self.errors.append(repr(error))
            raise

    def flush(self):
        try:
            self.stream.flush()
        except GONE as error:
            self.errors.append(repr(error))
            raise

    def __exit__(self, kind, error, traceback):
        quiet = repr(error) in self.errors
        try:
            self.stream.close()
        except GONE as late:
            self.errors.append(repr(late))
        if self.errors:
            self.on_gone()
        return quiet
