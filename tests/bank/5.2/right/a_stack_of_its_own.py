from contextlib import ExitStack
class PipeWriter(ExitStack):
    def __init__(self, stream, on_gone):
        super().__init__()
        self.stream = stream
        self.seen = []
        self.push(self._hush)
        def after(kind, error, trace):
            if isinstance(error, (BrokenPipeError, ConnectionResetError)) and self.closing_raised is error:
                self.seen.append(error)
            if self.seen:
                on_gone()
        self.closing_raised = None
        self.push(after)
        self.callback(self._close)
    def _hush(self, kind, error, trace):
        return any(error is s for s in self.seen)
    def _close(self):
        try:
            self.stream.close()
        except BaseException as error:
            self.closing_raised = error
            if self.block_error is not None and isinstance(error, (BrokenPipeError, ConnectionResetError)):
                self.seen.append(error)
                return
            raise
    def __exit__(self, kind, error, trace):
        self.block_error = error
        return super().__exit__(kind, error, trace)
    def write(self, data):
        try:
            while data:
                data = data[self.stream.write(data):]
        except (BrokenPipeError, ConnectionResetError) as e:
            self.seen.append(e)
            raise
    def flush(self):
        try:
            self.stream.flush()
        except (BrokenPipeError, ConnectionResetError) as e:
            self.seen.append(e)
            raise
