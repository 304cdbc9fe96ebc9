import contextlib
import threading
from collections import deque


class Pool:
    """Who comes first is served first: everybody who waits has an event of their own."""

    def __init__(self, factory, size, timeout):
        self.factory = factory
        self.size = size
        self.timeout = timeout
        self.lock = threading.Lock()
        self.idle = deque()
        self.count = 0
        self.waiting = deque()
        self.closed = False

    @contextlib.contextmanager
    def acquire(self):
        kind, thing = self._reserve()
        if kind == "make":
            try:
                thing = self.factory()
            except BaseException:
                with self.lock:
                    self._hand_on_place()
                raise
        try:
            yield thing
        except BaseException:
            self._break(thing)
            raise
        with self.lock:
            if not self.closed:
                if self.waiting:
                    self.waiting.popleft().serve("idle", thing)
                else:
                    self.idle.append(thing)
                return
        self._break(thing)

    def _reserve(self):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            if self.idle:
                return "idle", self.idle.pop()
            if self.count < self.size:
                self.count += 1
                return "make", None
            ticket = Ticket()
            self.waiting.append(ticket)
        ticket.event.wait(self.timeout)
        with self.lock:
            if ticket.answer is None:
                self.waiting.remove(ticket)
                raise TimeoutError("it took too long")
        if ticket.answer[0] == "closed":
            raise RuntimeError("closed")
        return ticket.answer

    def _break(self, thing):
        try:
            thing.close()
        finally:
            with self.lock:
                self._hand_on_place()

    def _hand_on_place(self):
        if self.waiting:
            self.waiting.popleft().serve("make", None)
        else:
            self.count -= 1

    def close(self):
        with self.lock:
            self.closed = True
            for ticket in self.waiting:
                ticket.serve("closed", None)
            self.waiting.clear()
            idle = list(self.idle)
            self.idle.clear()
        with contextlib.ExitStack() as stack:
            for thing in idle:
                stack.callback(self._break, thing)


class Ticket:
    def __init__(self):
        self.event, self.answer = threading.Event(), None

    def serve(self, kind, thing):
        self.answer = (kind, thing)
        self.event.set()
