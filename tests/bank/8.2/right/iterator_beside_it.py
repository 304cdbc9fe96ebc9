import time
from contextlib import AbstractContextManager


class _Walk:
    def __init__(self, meter, chunks):
        self.meter, self.chunks = meter, chunks

    def __iter__(self):
        return self

    def __next__(self):
        meter, error = self.meter, None
        started = meter.clock()
        try:
            chunk = next(self.chunks)
        except BaseException as caught:
            error = caught
        stopped = meter.clock()
        meter.read_seconds += stopped - started
        if error is not None:
            meter.complete = isinstance(error, StopIteration)
            raise error
        meter.chunks += 1
        meter.bytes += len(chunk)
        if meter.chunks == 1:
            meter.first_byte_seconds = stopped - meter.entered
        return chunk


class MeteredStream(AbstractContextManager):
    bytes = 0
    chunks = 0
    first_byte_seconds = None
    read_seconds = 0.0
    complete = False

    def __init__(self, response, clock=time.perf_counter):
        self.response, self.clock = response, clock

    def __enter__(self):
        self.entered = self.clock()
        return self

    def __exit__(self, kind, error, traceback):
        self.response.close()

    def __iter__(self):
        return _Walk(self, iter(self.response))
