import contextlib

class Database(contextlib.AbstractContextManager):
    def __init__(self, connect):
        self._make = connect
        self._held = ()

    def _the_one(self):
        for connection in self._held:
            return connection
        raise RuntimeError("this database is not open")

    def open(self):
        if self._held != ():
            raise RuntimeError("this database is open")
        self._held = (self._make(),)

    def close(self):
        held, self._held = self._held, ()
        for connection in held:
            connection.close()

    def execute(self, sql, parameters=()):
        return self._the_one().execute(sql, parameters)

    def __enter__(self):
        self.open()
        return self

    def __exit__(self, kind, error, trace):
        connection = self._the_one()
        good = kind is None
        try:
            if good:
                good = False
                connection.commit()
                good = True
            else:
                with contextlib.suppress(Exception):
                    connection.rollback()
        finally:
            if good:
                self.close()
            else:
                with contextlib.suppress(Exception):
                    self.close()
