import contextlib
import queue
import threading

NOTHING, CLOSED = object(), object()

class Pool:
    """The queue holds an idle connection, or NOTHING for a place that is free."""

    def __init__(self, factory, size, timeout):
        self.factory, self.timeout = factory, timeout
        self.mutex = threading.Lock()
        self.shut = False
        self.idle = []
        self.tokens = queue.SimpleQueue()
        for _ in range(size):
            self.tokens.put(NOTHING)

    @contextlib.contextmanager
    def acquire(self):
        if self.shut:
            raise RuntimeError("closed")
        try:
            token = self.tokens.get(timeout=self.timeout) if self.timeout > 0 else self.tokens.get_nowait()
        except queue.Empty:
            raise TimeoutError("none is free") from None
        with contextlib.ExitStack() as stack:
            stack.callback(self.tokens.put, token)
            with self.mutex:
                if self.shut:
                    raise RuntimeError("closed")
                reuse = self.idle[-1:]
                del self.idle[-1:]
            connection, = reuse or [self.factory()]
            with contextlib.ExitStack() as broken:
                broken.callback(connection.close)
                yield connection
                with self.mutex:
                    if not self.shut:
                        broken.pop_all()
                        self.idle.append(connection)

    def close(self):
        with self.mutex:
            if self.shut:
                return
            self.shut = True
            idle, self.idle = self.idle, []
        self.tokens.put(CLOSED)
        errors = []
        for connection in idle:
            try:
                connection.close()
            except BaseException as error:
                errors.append(error)
        if errors:
            raise errors[0]
