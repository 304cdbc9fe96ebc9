# headline: A refusal changes nothing
from contextlib import contextmanager


class Database:
    def __init__(self, connect):
        self._factory = connect
        self._open = []

    def open(self):
        if len(self._open) > 0:
            raise RuntimeError("The database is open already.")
        self._open.append(self._factory())

    def close(self):
        if len(self._open) > 0:
            self._open.pop().close()

    def execute(self, sql, parameters=()):
        if len(self._open) == 0:
            raise RuntimeError("The database is not open.")
        [connection] = self._open
        return connection.execute(sql, parameters)

    @contextmanager
    def _transaction(self):
        self.open()
        first = None
        try:
            yield self
            self._open[0].commit()
        except BaseException as error:
            first = error
            try:
                self._open[0].rollback()
            except Exception:
                pass
            raise
        finally:
            try:
                self.close()
            except Exception:
                if first is None:
                    raise

    def __enter__(self):
        self._manager = self._transaction()
        return self._manager.__enter__()

    def __exit__(self, *error):
        return self._manager.__exit__(*error)
