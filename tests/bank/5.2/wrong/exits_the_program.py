# headline: Leaves the program running
import sys


class PipeWriter:
    def __init__(self, stream, on_gone):
        self.stream = stream
        self.on_gone = on_gone

    def __enter__(self):
        return self

    def write(self, data):
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[self.stream.write(rest):]
        except (BrokenPipeError, ConnectionResetError):
            self.on_gone()
            sys.exit(1)

    def flush(self):
        self.stream.flush()

    def __exit__(self, kind, error, traceback):
        self.stream.close()
        return False
