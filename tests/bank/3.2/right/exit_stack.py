import contextlib


class Database:
    def __init__(self, connect):
        self._connect = connect
        self._connection = None

    def open(self):
        if self._connection is not None:
            raise RuntimeError("open already")
        self._connection = self._connect()
        return self

    def close(self):
        connection = self._connection
        self._connection = None
        if connection is not None:
            connection.close()

    def execute(self, sql, parameters=()):
        if self._connection is None:
            raise RuntimeError("not open")
        return self._connection.execute(sql, parameters)

    def __enter__(self):
        return self.open()

    def __exit__(self, kind, error, traceback):
        with contextlib.ExitStack() as stack:
            if error is not None:
                stack.enter_context(contextlib.suppress(Exception))
                stack.callback(self.close)
                self._connection.rollback()
                return False
            commit_failed = []

            def close(*_):
                try:
                    self.close()
                except Exception:
                    if not commit_failed:
                        raise

            stack.push(close)
            try:
                self._connection.commit()
            except BaseException as failure:
                commit_failed.append(failure)
                raise
        return False
