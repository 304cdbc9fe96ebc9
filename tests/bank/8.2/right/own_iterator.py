import time


class MeteredStream:
    __slots__ = (
        "_response", "_clock", "_entered", "_walk", "bytes", "chunks", "first_byte_seconds", "read_seconds", "complete",
    )

    def __init__(self, response, clock=time.perf_counter):
        self._response, self._clock = response, clock
        self.bytes = self.chunks = 0
        self.first_byte_seconds = None
        self.read_seconds = 0
        self.complete = False

    def __enter__(self):
        self._entered = self._clock()
        self._walk = iter(self._response)
        return self

    def __exit__(self, *exception):
        self._response.close()
        return False

    def __iter__(self):
        return self

    def __next__(self):
        before = self._clock()
        try:
            chunk = next(self._walk)
        except StopIteration:
            self.complete = True
            raise
        finally:
            after = self._clock()
            self.read_seconds += after - before
        if not self.chunks:
            self.first_byte_seconds = after - self._entered
        self.chunks += 1
        self.bytes += len(chunk)
        return chunk
