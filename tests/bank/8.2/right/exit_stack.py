import time
from contextlib import ExitStack


class MeteredStream(ExitStack):
    def __init__(self, response, clock=time.perf_counter):
        super().__init__()
        self.response, self.clock = response, clock
        self.bytes, self.chunks, self.complete = 0, 0, False
        self.first_byte_seconds, self.read_seconds = None, 0.0

    def __enter__(self):
        super().__enter__()
        self.callback(self.response.close)
        self._start = self.clock()
        return self

    def _timed(self, chunks):
        began = self.clock()
        try:
            return next(chunks)
        finally:
            self.read_seconds += self.clock() - began

    def __iter__(self):
        chunks = iter(self.response)
        try:
            while True:
                chunk = self._timed(chunks)
                if self.first_byte_seconds is None:
                    self.first_byte_seconds = self.clock() - self._start
                self.chunks += 1
                self.bytes += len(chunk)
                yield chunk
        except StopIteration:
            self.complete = True
