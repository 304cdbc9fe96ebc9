# headline: Refuses to open what is open
# right in one block, but the state of opening is shared with what is never reset by hand
class Database:
    def __init__(self, connect):
        self.connect = connect
        self.connection = None
        self.entered = False

    def open(self):
        if self.entered:
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
        self.entered = True
        return self

    def __exit__(self, kind, error, trace):
        self.entered = False
        if kind is None:
            try:
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
