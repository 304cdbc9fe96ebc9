import time

class MeteredStream:
    def __init__(self, response, clock=time.perf_counter):
        self._response = response
        self._clock = clock
        self.bytes, self.chunks, self.read_seconds = 0, 0, 0.0
        self.first_byte_seconds, self.complete = None, False

    def __enter__(self):
        self._origin = self._clock()
        return self

    def __exit__(self, kind, error, trace):
        self._response.close()

    def __iter__(self):
        mark = self._clock()
        try:
            for chunk in self._response:
                now = self._clock()
                self.read_seconds += now - mark
                if self.chunks == 0:
                    self.first_byte_seconds = now - self._origin
                self.chunks += 1
                self.bytes += len(chunk)
                mark = None
                yield chunk
                mark = self._clock()
            self.complete = True
        finally:
            if mark is not None:
                self.read_seconds += self._clock() - mark
