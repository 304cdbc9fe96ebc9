import io


class PipeWriter:
    gone_types = (BrokenPipeError, ConnectionResetError)

    def __init__(self, stream, on_gone):
        self.raw = isinstance(stream, io.RawIOBase)
        self.stream = stream
        self.on_gone = on_gone
        self.is_gone = False
        self.last = None

    def __enter__(self):
        if self.raw:
            self.stream = io.BufferedWriter(self.stream)
        return self

    def _call(self, function, *arguments):
        try:
            return function(*arguments)
        except self.gone_types as error:
            self.is_gone, self.last = True, error
            raise

    def write(self, data):
        self._call(self.stream.write, data)
        if self.raw:
            self._call(self.stream.flush)

    def flush(self):
        self._call(self.stream.flush)

    def __exit__(self, kind, error, traceback):
        own = self.last
        try:
            self._call(self.stream.close)
        except self.gone_types:
            pass
        if self.is_gone:
            self.on_gone()
        return error is not None and error is own
