class Database:
    is_open = False

    def __init__(self, connect):
        self.connect = connect

    def open(self) -> None:
        if self.is_open:
            raise RuntimeError("open twice")
        self.connection = self.connect()
        self.is_open = True

    def close(self) -> None:
        if self.is_open:
            self.is_open = False
            self.connection.close()

    def execute(self, sql, parameters=()):
        if self.is_open:
            return self.connection.execute(sql, parameters)
        raise RuntimeError("closed")

    def __enter__(self):
        self.open()
        return self

    def __exit__(self, kind, error, trace):
        first = error
        step = self.connection.commit if kind is None else self.connection.rollback
        for action in (step, self.close):
            try:
                action()
            except BaseException as caught:
                if first is None or (first is error and not isinstance(caught, Exception)):
                    first = caught
        if first is not error:
            raise first
