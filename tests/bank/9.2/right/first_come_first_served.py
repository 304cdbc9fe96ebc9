import threading
from collections import deque

class Pool:
    def __init__(self, factory, size, timeout):
        self.factory = factory
        self.places = size
        self.timeout = timeout
        self.lock = threading.RLock()
        self.idle = deque()
        self.line = deque()
        self.closed = False

    def acquire(self):
        return Loan(self)

    def close(self):
        with self.lock:
            if self.closed:
                return
            self.closed = True
            while self.line:
                self.line.popleft().answer("closed", None)
            idle, self.idle = self.idle, deque()
        self._close_all(idle)

    def _close_all(self, rest):
        if rest:
            try:
                rest.pop().close()
            finally:
                self._close_all(rest)

    def hand_on(self, kind, connection):
        with self.lock:
            if self.line:
                self.line.popleft().answer(kind, connection)
            elif kind == "place":
                self.places += 1
            else:
                self.idle.append(connection)

class Ticket:
    def __init__(self):
        self.event = threading.Event()

    def answer(self, kind, connection):
        self.kind, self.connection = kind, connection
        self.event.set()

class Loan:
    def __init__(self, pool):
        self.pool = pool

    def __enter__(self):
        pool = self.pool
        with pool.lock:
            if pool.closed:
                raise RuntimeError("closed")
            ticket = Ticket()
            if pool.idle:
                ticket.answer("idle", pool.idle.popleft())
            elif pool.places:
                pool.places -= 1
                ticket.answer("place", None)
            else:
                pool.line.append(ticket)
        if not ticket.event.wait(pool.timeout):
            with pool.lock:
                if not ticket.event.is_set():
                    pool.line = deque(other for other in pool.line if other is not ticket)
                    raise TimeoutError("none is free")
        if ticket.kind == "closed":
            raise RuntimeError("closed")
        self.connection = ticket.connection
        if ticket.kind == "place":
            try:
                self.connection = pool.factory()
            except BaseException:
                pool.hand_on("place", None)
                raise
        return self.connection

    def __exit__(self, kind, error, trace):
        pool = self.pool
        with pool.lock:
            keep = kind is None and not pool.closed
            if keep:
                pool.hand_on("idle", self.connection)
        if not keep:
            try:
                self.connection.close()
            finally:
                pool.hand_on("place", None)
