from contextlib import AbstractContextManager
from weakref import WeakKeyDictionary

_depths = WeakKeyDictionary()


class unit_of_work(AbstractContextManager):
    def __init__(self, connection):
        self.connection = connection

    def __enter__(self):
        depth = _depths.get(self.connection, 0)
        self.connection.execute(f"SAVEPOINT level_{depth}" if depth else "BEGIN")
        _depths[self.connection] = depth + 1
        self.depth = depth

    def __exit__(self, kind, error, trace):
        _depths[self.connection] = self.depth
        run = self.connection.execute
        if self.depth:
            if kind:
                run(f"ROLLBACK TO level_{self.depth}")
            run(f"RELEASE level_{self.depth}")
            return None
        try:
            if not kind:
                run("COMMIT")
        finally:
            if self.connection.in_transaction:
                run("ROLLBACK")
