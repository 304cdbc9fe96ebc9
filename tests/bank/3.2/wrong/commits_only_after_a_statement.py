# headline: Commits a good block
class Database:
    def __init__(self, connect):
        self.connect = connect
        self.connection = None

    def open(self):
        if self.connection is not None:
            raise RuntimeError("already open")
        self.connection = self.connect()
        self.used = False

    def close(self):
        if self.connection is not None:
            connection, self.connection = self.connection, None
            connection.close()

    def execute(self, sql, parameters=()):
        if self.connection is None:
            raise RuntimeError("not open")
        self.used = True
        return self.connection.execute(sql, parameters)

    def __enter__(self):
        self.open()
        return self

    def __exit__(self, kind, error, trace):
        if kind is None:
            try:
                if self.used:
                    self.connection.commit()
            except BaseException:
                try:
                    self.close()
                except Exception:
                    pass
                raise
            self.close()
            return
        try:
            self.connection.rollback()
        except Exception:
            pass
        finally:
            try:
                self.close()
            except Exception:
                pass
