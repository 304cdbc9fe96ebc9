import time


def timed(name, emit, clock=time.perf_counter):
    class Block:
        def __enter__(self):
            self.times = [clock()]

        def __exit__(self, kind, *_):
            self.times.append(clock())
            first, last = self.times
            try:
                return bool(emit(name=name, seconds=last - first, ok=kind is None)) and False
            except BaseException:
                if kind is None:
                    raise
                return False

    return Block()
