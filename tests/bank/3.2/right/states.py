import contextlib

_CLOSED = object()

class Database:
    def __init__(self, connect):
        self.connect = connect
        self.c = _CLOSED
        self.manager = None

    def open(self):
        if self.c is not _CLOSED:
            raise RuntimeError
        self.c = self.connect()

    def close(self):
        c = self.c
        self.c = _CLOSED
        if c is not _CLOSED:
            c.close()

    def execute(self, sql, parameters=()):
        if self.c is _CLOSED:
            raise RuntimeError
        return self.c.execute(sql, parameters)

    @contextlib.contextmanager
    def _block(self):
        self.open()
        error = None
        try:
            yield self
            self.c.commit()
        except BaseException as caught:
            error = caught
            with contextlib.suppress(Exception):
                self.c.rollback()
            raise
        finally:
            if error is None:
                self.close()
            else:
                with contextlib.suppress(Exception):
                    self.close()

    def __enter__(self):
        manager = self._block()
        given = manager.__enter__()
        self.manager = manager
        return given

    def __exit__(self, *details):
        manager, self.manager = self.manager, None
        return manager.__exit__(*details)
