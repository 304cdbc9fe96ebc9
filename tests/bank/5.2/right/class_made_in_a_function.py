import functools


def PipeWriter(stream, on_gone):
    gone = (BrokenPipeError, ConnectionResetError)
    seen = []

    def watched(method):
        @functools.wraps(method)
        def call(self, *arguments):
            try:
                return method(self, *arguments)
            except gone as error:
                seen.append(error)
                raise

        return call

    class Writer:
        def __enter__(self):
            return self

        @watched
        def write(self, data):
            remaining = bytearray(data)
            while remaining:
                del remaining[: stream.write(bytes(remaining))]

        @watched
        def flush(self):
            stream.flush()

        @watched
        def close(self):
            stream.close()

        def __exit__(self, kind, error, traceback):
            own = bool([True for one in seen if one is error])
            try:
                self.close()
            except gone:
                pass
            if seen:
                on_gone()
            return own

    return Writer()
