import contextlib
from contextlib import suppress


class Database(contextlib.AbstractContextManager):
    def __init__(self, connect):
        self.factory = connect
        self.handle = None

    def open(self):
        if self.handle is not None:
            raise RuntimeError("already open")
        self.handle = (self.factory(),)

    def close(self):
        if self.handle is None:
            return
        (connection,) = self.handle
        self.handle = None
        connection.close()

    def execute(self, sql, parameters=()):
        if self.handle is None:
            raise RuntimeError("closed")
        return self.handle[0].execute(sql, parameters)

    def __enter__(self):
        self.open()
        return self

    def __exit__(self, exc_type, exc, tb):
        (connection,) = self.handle
        if exc is None:
            try:
                connection.commit()
            except BaseException as error:
                exc = error
        if exc is None:
            self.close()
            return None
        try:
            with suppress(Exception):
                connection.rollback()
        finally:
            with suppress(Exception):
                self.close()
        raise exc
