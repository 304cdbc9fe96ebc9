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
        self.started = self.clock()
        return self

    def __exit__(self, *details):
        self.response.close()
        return None

    def __iter__(self):
        iterator = iter(self.response)
        while True:
            before = self.clock()
            try:
                chunk = next(iterator, b"")
            finally:
                now = self.clock()
                self.read_seconds += now - before
            if not chunk:
                self.complete = True
                return
            if self.first_byte_seconds is None:
                self.first_byte_seconds = now - self.started
            self.chunks += 1
            self.bytes += len(chunk)
            yield chunk
