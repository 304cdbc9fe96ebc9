GONE = (BrokenPipeError, ConnectionResetError)


class PipeWriter:
    def __init__(self, stream, on_gone):
        self.stream = stream
        self.on_gone = on_gone
        self.gone = None

    def __enter__(self):
        return self

    def write(self, data):
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[self.stream.write(rest):]
        except GONE as error:
            self.gone = error
            raise

    def flush(self):
        try:
            self.stream.flush()
        except GONE as error:
            self.gone = error
            raise

    def __exit__(self, kind, error, traceback):
        try:
            self.stream.close()
        except GONE as found:
            self.gone = error if error is not None and error is self.gone else found
        if self.gone is not None:
            self.on_gone()
        return error is not None and error is self.gone
