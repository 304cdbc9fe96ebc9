# headline: Enters nothing but context managers
class Database:
    def __init__(self, connect):
        self.connect = connect
        self.connection = None

    def open(self):
        if self.connection is not None:
            raise RuntimeError("already open")
        self.connection = self.connect()

    def close(self):
        if self.connection is not None:
            connection, self.connection = self.connection, None
            connection.close()

    def execute(self, sql, parameters=()):
        if self.connection is None:
            raise RuntimeError("not open")
        return self.connection.execute(sql, parameters)

    def __enter__(self):
        self.open()
        return self

    def __exit__(self, kind, error, trace):
        try:
            with self.connection:
                pass
        finally:
            self.close()
