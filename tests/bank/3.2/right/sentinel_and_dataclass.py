import dataclasses

CLOSED = object()


@dataclasses.dataclass(eq=False)
class Database:
    connect: object
    _connection: object = CLOSED

    def open(self):
        if self._connection is not CLOSED:
            raise RuntimeError("open")
        self._connection = self.connect()

    def close(self):
        if self._connection is CLOSED:
            return
        connection = self._connection
        self._connection = CLOSED
        connection.close()

    def execute(self, sql, parameters=()):
        if self._connection is CLOSED:
            raise RuntimeError("closed")
        return self._connection.execute(sql, parameters)

    def __enter__(self):
        self.open()
        return self

    def __exit__(self, exc_type, exc_value, traceback):
        try:
            (self._connection.rollback if exc_type else self._connection.commit)()
        except Exception:
            self._close_quietly()
            return self._reraise_unless(exc_type)
        except BaseException:
            self._close_quietly()
            raise
        if exc_type:
            self._close_quietly()
        else:
            self.close()

    def _close_quietly(self):
        try:
            self.close()
        except Exception:
            pass

    @staticmethod
    def _reraise_unless(exc_type):
        if exc_type is None:
            raise
        return False
