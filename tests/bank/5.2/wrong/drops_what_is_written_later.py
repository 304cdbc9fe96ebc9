# headline: The call raises when the peer is gone
class PipeWriter:
    def __init__(self, stream, on_gone):
        self.stream, self.on_gone, self.gone = stream, on_gone, []
    def __enter__(self):
        return self
    def _do(self, call, *args):
        try:
            return call(*args)
        except (BrokenPipeError, ConnectionResetError) as error:
            self.gone.append(error)
            raise
    def write(self, data):
        if self.gone:
            return
        view = memoryview(data)
        while len(view):
            view = view[self._do(self.stream.write, view):]
    def flush(self):
        self._do(self.stream.flush)
    def __exit__(self, kind, error, trace):
        try:
            self._do(self.stream.close)
        except (BrokenPipeError, ConnectionResetError):
            pass
        finally:
            if self.gone:
                self.on_gone()
        return any(error is one for one in self.gone)
