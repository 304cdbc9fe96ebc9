import time


class Stopwatch:
    def __init__(self, clock):
        self.clock, self.total = clock, 0.0

    def __enter__(self):
        self.began = self.clock()

    def __exit__(self, *_):
        self.total += self.clock() - self.began


class MeteredStream:
    def __init__(self, response, clock=time.perf_counter):
        self.response, self.clock = response, clock
        self.watch = Stopwatch(clock)
        self.bytes, self.chunks, self.first_byte_seconds, self.complete = 0, 0, None, False

    @property
    def read_seconds(self):
        return self.watch.total

    def __enter__(self):
        self.entered = self.clock()
        return self

    def __exit__(self, *exception):
        return self.response.close() and None

    def __iter__(self):
        chunks = iter(self.response)
        while True:
            try:
                with self.watch:
                    chunk = next(chunks)
            except StopIteration:
                break
            if self.first_byte_seconds is None:
                self.first_byte_seconds = self.clock() - self.entered
            self.bytes, self.chunks = self.bytes + len(chunk), self.chunks + 1
            yield chunk
        self.complete = True
