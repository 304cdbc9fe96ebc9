class PipeWriter:
    def __init__(self, stream, on_gone, /):
        self.stream, self.on_gone, self.own, self.gone = stream, on_gone, None, False

    def __enter__(self):
        return self

    def note(self, error):
        self.own, self.gone = error, True

    def write(self, data):
        try:
            position, size = 0, len(data)
            while position < size:
                position += self.stream.write(memoryview(data)[position:])
        except (BrokenPipeError, ConnectionResetError) as error:
            self.note(error)
            raise error

    def flush(self):
        try:
            self.stream.flush()
        except (BrokenPipeError, ConnectionResetError) as error:
            self.note(error)
            raise error

    def __exit__(self, kind, error, traceback):
        try:
            self.stream.__exit__(kind, error, traceback)
        except (BrokenPipeError, ConnectionResetError):
            self.gone = True
        if self.gone:
            self.on_gone()
        if error is None or error is self.own:
            return True
        raise error
