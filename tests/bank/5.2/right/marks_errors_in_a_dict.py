import contextlib


class PipeWriter(contextlib.AbstractContextManager):
    def __init__(self, stream, on_gone):
        self._stream = contextlib.closing(stream)
        self._on_gone = on_gone
        self._own = {}

    def __exit__(self, kind, error, traceback):
        own = id(error) in self._own
        try:
            with self._stream:
                pass
        except OSError as failure:
            if not isinstance(failure, (BrokenPipeError, ConnectionResetError)):
                raise
            self._own[id(failure)] = failure
        if self._own:
            self._on_gone()
        return own

    def _is_gone(self, failure):
        if issubclass(type(failure), (BrokenPipeError, ConnectionResetError)):
            self._own[id(failure)] = failure

    def write(self, data):
        try:
            for start in self._starts(data):
                pass
        except BaseException as failure:
            self._is_gone(failure)
            raise

    def _starts(self, data):
        start = 0
        while start != len(data):
            yield start
            start += self._stream.thing.write(data[start:])

    def flush(self):
        try:
            return self._stream.thing.flush()
        except BaseException as failure:
            self._is_gone(failure)
            raise
