# headline: Counts the bytes that came so far
import time


class MeteredStream:
    def __init__(self, response, clock=time.perf_counter):
        self.response, self.clock = response, clock
        self.bytes = self.chunks = 0
        self.first_byte_seconds, self.read_seconds, self.complete = None, 0.0, False
        self.seen = []

    def __enter__(self):
        self.entered = self.clock()
        return self

    def __exit__(self, *_):
        self.bytes = sum(self.seen)
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
            self.seen.append(len(chunk))
            self.chunks += 1
            if self.first_byte_seconds is None:
                self.first_byte_seconds = self.clock() - self.entered
            yield chunk
