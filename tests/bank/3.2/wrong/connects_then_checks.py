# headline: Refuses to open what is open
class Database:
    def __init__(self, connect):
        self._connect = connect
        self._connection = None

    def open(self):
        connection = self._connect()
        if self._connection is not None:
            raise RuntimeError("already open")
        self._connection = connection

    def close(self):
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def execute(self, sql, parameters=()):
        if self._connection is None:
            raise RuntimeError("not open")
        return self._connection.execute(sql, parameters)

    def __enter__(self):
        self.open()
        return self

    def __exit__(self, kind, error, trace):
        if error is None:
            try:
                self._connection.commit()
            except BaseException:
                try:
                    self.close()
                except Exception:
                    pass
                raise
            self.close()
            return
        try:
            self._connection.rollback()
        except Exception:
            pass
        except BaseException:
            try:
                self.close()
            except Exception:
                pass
            raise
        try:
            self.close()
        except Exception:
            pass
