from contextlib import ExitStack, suppress

GONE = BrokenPipeError, ConnectionResetError


class PipeWriter(ExitStack):
    def __init__(self, stream, on_gone):
        super().__init__()
        self.stream = stream
        self.tell = on_gone
        self.errors = []

    def __enter__(self):
        super().__enter__()
        self.push(self._at_the_end)
        return self

    def _noting(self, function, *arguments):
        try:
            return function(*arguments)
        except GONE as error:
            self.errors.append(error)
            raise

    def write(self, data):
        view = memoryview(data)
        sent = 0
        while sent < view.nbytes:
            sent += self._noting(self.stream.write, view[sent:])

    def flush(self):
        self._noting(self.stream.flush)

    def _at_the_end(self, kind, error, traceback):
        mine = [one for one in self.errors if one is error]
        with suppress(*GONE):
            self._noting(self.stream.close)
        if len(self.errors):
            self.tell()
        return len(mine) > 0
