import io


class PipeWriter(io.IOBase):
    def __init__(self, stream, on_gone):
        self._stream = stream
        self._on_gone = on_gone
        self._own = set()

    def __enter__(self):
        return self

    def _do(self, what):
        try:
            what()
        except (BrokenPipeError, ConnectionResetError) as error:
            self._own.add(error)
            raise

    def write(self, data):
        def all_of_it():
            rest = bytes(data)
            while rest != b"":
                taken = self._stream.write(rest)
                rest = rest[taken:]

        self._do(all_of_it)
        return "anything"

    def flush(self):
        if "_stream" in self.__dict__ and not self._stream.closed:
            self._do(self._stream.flush)

    def __exit__(self, kind, error, traceback):
        own = error in self._own if error is not None else False
        if not self._stream.closed:
            try:
                self._do(self._stream.close)
            except (BrokenPipeError, ConnectionResetError):
                assert self._own
        if self._own:
            self._on_gone()
        return own
