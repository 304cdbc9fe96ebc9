class PipeWriter:
    __slots__ = ("stream", "on_gone", "error")

    def __init__(self, stream, on_gone):
        self.stream = stream
        self.on_gone = on_gone
        self.error = None

    def __enter__(self):
        return self

    def write(self, data):
        try:
            taken = self.stream.write(data)
            while taken < len(data):
                taken += self.stream.write(data[taken:])
        except (BrokenPipeError, ConnectionResetError) as error:
            self.error = error
            raise

    def flush(self):
        try:
            self.stream.flush()
        except BrokenPipeError as error:
            self.error = error
            raise
        except ConnectionResetError as error:
            self.error = error
            raise

    def __exit__(self, kind, error, traceback):
        result = error is not None and error is self.error
        called = False
        try:
            if self.error is not None:
                called = True
                self.on_gone()
        finally:
            gone_now = False
            try:
                self.stream.close()
            except (BrokenPipeError, ConnectionResetError):
                gone_now = True
        if gone_now and not called:
            self.on_gone()
        return result
