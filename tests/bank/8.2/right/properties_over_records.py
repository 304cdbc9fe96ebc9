import time


class MeteredStream:
    """Keeps what it saw, and works the numbers out when they are asked for."""

    def __init__(self, response, clock=time.perf_counter):
        self.__response, self.__clock = response, clock
        self.__sizes, self.__waits = [], []
        self.__entered = self.__first = None
        self.complete = False

    def __enter__(self):
        self.__entered = self.__clock()
        return self

    def __exit__(self, *_):
        self.__response.close()

    bytes = property(lambda self: sum(self.__sizes))
    chunks = property(lambda self: len(self.__sizes))
    read_seconds = property(lambda self: sum(end - start for start, end in self.__waits))

    @property
    def first_byte_seconds(self):
        return None if self.__first is None else self.__first - self.__entered

    def __iter__(self):
        walking = self.__response.__iter__()
        while True:
            start = self.__clock()
            try:
                chunk = walking.__next__()
            except StopIteration:
                self.complete = True
                return
            finally:
                self.__waits.append((start, self.__clock()))
            if not self.__sizes:
                self.__first = self.__waits[0][1]
            self.__sizes.append(len(chunk))
            yield chunk
