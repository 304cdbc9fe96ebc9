class Database:
    """A BaseException of the rollback passes, but the connection is closed before."""

    def __init__(self, connect):
        self.connect, self.connection = connect, None

    @property
    def is_open(self):
        return self.connection is not None

    def open(self):
        if self.is_open:
            raise RuntimeError("The database is already open")
        self.connection = self.connect()

    def close(self):
        if self.is_open:
            try:
                self.connection.close()
            finally:
                self.connection = None

    def execute(self, sql, parameters=()):
        if not self.is_open:
            raise RuntimeError("The database is not open")
        return self.connection.execute(sql, parameters)

    def __enter__(self):
        self.open()
        return self

    def __exit__(self, exc_type, exc_value, exc_tb):
        failure = exc_value
        try:
            if exc_type is None:
                self.connection.commit()
            else:
                self.connection.rollback()
        except BaseException as error:
            if failure is None or not isinstance(error, Exception):
                failure = error
        try:
            self.close()
        except BaseException as error:
            if failure is None or not isinstance(error, Exception):
                failure = error
        if failure is not None and failure is not exc_value:
            raise failure
        return False
