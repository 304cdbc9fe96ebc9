# headline: Gives each chunk as it comes
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
                if not self.chunks:
                    following = next(chunks)
                chunk = following
                following = next(chunks, None)
                if chunk is None:
                    raise StopIteration
            except StopIteration:
                self.complete = True
                return
            finally:
                self.read_seconds += self.clock() - started
            self.bytes += len(chunk)
            self.chunks += 1
            if self.first_byte_seconds is None:
                self.first_byte_seconds = self.clock() - self.entered
            yield chunk
