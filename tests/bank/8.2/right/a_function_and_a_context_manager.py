import time
from contextlib import closing, contextmanager
from types import SimpleNamespace


class _Stream(SimpleNamespace):
    def __iter__(self):
        return self.walk


@contextmanager
def MeteredStream(response, clock=time.perf_counter):
    with closing(response):
        entered = clock()
        stream = _Stream(bytes=0, chunks=0, first_byte_seconds=None, read_seconds=0.0, complete=False)

        def walk():
            chunks = iter(response)
            while True:
                before = clock()
                try:
                    chunk = next(chunks)
                except BaseException as error:
                    stream.read_seconds += clock() - before
                    if isinstance(error, StopIteration):
                        stream.complete = True
                        return
                    raise
                now = clock()
                stream.read_seconds += now - before
                if stream.first_byte_seconds is None:
                    stream.first_byte_seconds = now - entered
                stream.bytes += len(chunk)
                stream.chunks += 1
                yield chunk

        stream.walk = walk()
        yield stream
