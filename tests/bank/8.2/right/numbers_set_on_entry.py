import time


class MeteredStream:
    def __init__(self, response, clock=time.perf_counter):
        self.args = response, clock

    def __enter__(self):
        self.bytes = self.chunks = 0
        self.read_seconds = 0.0
        self.first_byte_seconds = None
        self.complete = False
        self.entered = self.args[1]()
        return self

    def __exit__(self, *_):
        response, _ = self.args
        response.close()

    def __iter__(self):
        response, clock = self.args
        mark = clock()
        for chunk in response:
            now = clock()
            self.read_seconds += now - mark
            if self.first_byte_seconds is None:
                self.first_byte_seconds = now - self.entered
            self.bytes += len(chunk)
            self.chunks += 1
            yield chunk
            mark = clock()
        else:
            self.complete = True
            self.read_seconds += clock() - mark
            return


class _Careful(MeteredStream):
    """The same, and the wait that ended in an error counts too."""

    def __iter__(self):
        response, clock = self.args
        chunks, waiting = iter(response), None
        try:
            while True:
                waiting = clock()
                chunk = next(chunks)
                self._count(chunk, clock() - waiting, clock())
                waiting = None
                yield chunk
        except StopIteration:
            self.complete = True
        finally:
            if waiting is not None:
                self.read_seconds += clock() - waiting

    def _count(self, chunk, seconds, now):
        self.read_seconds += seconds
        self.bytes += len(chunk)
        self.chunks += 1
        if self.first_byte_seconds is None:
            self.first_byte_seconds = now - self.entered


MeteredStream = _Careful
