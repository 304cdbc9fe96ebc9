import time


class MeteredStream:
    def __init__(self, response, clock=time.perf_counter):
        self._response = response
        self._clock = clock
        self._walk = self._read()
        self.bytes = 0
        self.chunks = 0
        self.first_byte_seconds = None
        self.read_seconds = 0.0
        self.complete = False

    def __enter__(self):
        self._entered = self._clock()
        return self

    def __exit__(self, *exception):
        try:
            self._walk.close()
        finally:
            self._response.close()

    def __iter__(self):
        return self._walk

    def _read(self):
        chunks = iter(self._response)
        while True:
            before = self._clock()
            try:
                chunk = next(chunks, None)
            except BaseException:
                self.read_seconds += self._clock() - before
                raise
            after = self._clock()
            self.read_seconds += after - before
            if chunk is None:
                self.complete = True
                break
            if not self.chunks:
                self.first_byte_seconds = after - self._entered
            self.bytes += len(chunk)
            self.chunks += 1
            yield chunk
