import functools
import time


class MeteredStream:
    def __init__(self, response, clock=time.perf_counter):
        self.response, self.clock = response, clock
        self.first_byte_seconds = None
        self.read_seconds = 0.0
        self.bytes = self.chunks = 0
        self.complete = False

    def __enter__(self):
        self.entered = self.clock()
        return self

    def __exit__(self, *_):
        self.response.close()

    def _read(self, chunks):
        started = self.clock()
        try:
            for chunk in chunks:
                if self.first_byte_seconds is None:
                    self.first_byte_seconds = self.clock() - self.entered
                self.bytes += len(chunk)
                self.chunks += 1
                return chunk
            self.complete = True
            return None
        finally:
            self.read_seconds += self.clock() - started

    def __iter__(self):
        yield from iter(functools.partial(self._read, iter(self.response)), None)
