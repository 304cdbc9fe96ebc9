# headline: Times the first chunk from the entry
import time


class MeteredStream:
    def __init__(self, response, clock=time.perf_counter):
        self.response = response
        self.clock = clock
        self.bytes = 0
        self.chunks = 0
        self.first_byte_seconds = None
        self.read_seconds = 0.0
        self.complete = False

    def __enter__(self):
        self.entered = self.clock()
        return self

    def __exit__(self, kind, error, traceback):
        self.response.close()

    def __iter__(self):
        chunks = iter(self.response)
        while True:
            started = self.clock()
            try:
                chunk = next(chunks)
            except StopIteration:
                self.complete = True
                return
            finally:
                self.read_seconds += self.clock() - started
            self.bytes += len(chunk)
            self.chunks += 1
            if self.first_byte_seconds is None:
                self.first_byte_seconds = self.clock()
            yield chunk
