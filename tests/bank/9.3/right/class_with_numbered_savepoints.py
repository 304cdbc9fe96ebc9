import itertools

_numbers = itertools.count(1)


class unit_of_work:
    def __init__(self, connection):
        self.connection = connection
        self.savepoint = None

    def __enter__(self):
        if self.connection.in_transaction:
            self.savepoint = f"sp_{next(_numbers)}"
            self.connection.execute(f"SAVEPOINT {self.savepoint}")
        else:
            self.connection.execute("BEGIN IMMEDIATE")
        return self

    def __exit__(self, kind, error, trace):
        if self.savepoint is not None:
            if kind is not None:
                self.connection.execute(f"ROLLBACK TO SAVEPOINT {self.savepoint}")
            self.connection.execute(f"RELEASE SAVEPOINT {self.savepoint}")
        elif kind is None:
            try:
                self.connection.commit()
            except BaseException:
                self.connection.rollback()
                raise
        elif self.connection.in_transaction:
            self.connection.rollback()
        return False
