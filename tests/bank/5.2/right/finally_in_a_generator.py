from contextlib import contextmanager

GONE = (BrokenPipeError, ConnectionResetError)


class PipeWriter:
    def __init__(self, stream, on_gone):
        self.stream = stream
        self.found = []
        self.block = self.life(on_gone)

    @contextmanager
    def life(self, on_gone):
        try:
            try:
                yield self
            finally:
                try:
                    self.stream.close()
                except GONE as error:
                    self.found.append(None)
        except GONE as error:
            if not any(error is each for each in self.found):
                if self.found:
                    on_gone()
                raise
        except BaseException:
            if self.found:
                on_gone()
            raise
        if self.found:
            on_gone()

    def __enter__(self):
        return self.block.__enter__()

    def __exit__(self, *details):
        return self.block.__exit__(*details)

    def write(self, data):
        view = memoryview(data)
        try:
            while view:
                view = view[self.stream.write(view):]
        except GONE as error:
            self.found.append(error)
            raise

    def flush(self):
        try:
            self.stream.flush()
        except GONE as error:
            self.found.append(error)
            raise
