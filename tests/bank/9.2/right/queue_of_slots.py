import queue
from contextlib import contextmanager

EMPTY, CLOSED = object(), object()


class Pool:
    """A queue holds a slot for each place: an idle connection, or nothing yet."""

    def __init__(self, factory, size, timeout):
        self.factory, self.timeout = factory, timeout
        self.slots = queue.LifoQueue()
        self.closed = False
        for _ in range(size):
            self.slots.put(EMPTY)

    @contextmanager
    def acquire(self):
        if self.closed:
            raise RuntimeError("this pool is closed")
        try:
            slot = self.slots.get(timeout=self.timeout)
        except queue.Empty:
            raise TimeoutError("no free connection") from None
        if slot is CLOSED:
            self.slots.put(CLOSED)
            raise RuntimeError("this pool was closed")
        if slot is EMPTY:
            try:
                slot = self.factory()
            except BaseException:
                self.give(EMPTY)
                raise
        good = False
        try:
            yield slot
            good = True
        finally:
            if good:
                self.give(slot)
            else:
                try:
                    slot.close()
                finally:
                    self.give(EMPTY)

    def give(self, slot):
        with self.slots.mutex:
            keep = slot is EMPTY or not self.closed
        if not keep:
            slot.close()
        else:
            self.slots.put(slot)
            if self.closed:
                self.slots.put(CLOSED)

    def close(self):
        with self.slots.mutex:
            if self.closed:
                return
            self.closed = True
            idle = [slot for slot in self.slots.queue if slot is not EMPTY]
            self.slots.queue.clear()
        self.slots.put(CLOSED)
        errors = []
        for connection in idle:
            try:
                connection.close()
            except BaseException as error:
                errors.append(error)
        if errors:
            raise errors[0]
