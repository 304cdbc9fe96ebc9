# headline: Decides when it is entered
class unit_of_work:
    def __init__(self, connection):
        self.connection = connection
        self.inner = connection.in_transaction

    def __enter__(self):
        self.connection.execute("SAVEPOINT unit" if self.inner else "BEGIN")

    def __exit__(self, kind, error, trace):
        execute = self.connection.execute
        if self.inner:
            if kind is not None:
                execute("ROLLBACK TO unit")
            execute("RELEASE unit")
        elif kind is not None:
            if self.connection.in_transaction:
                execute("ROLLBACK")
        else:
            try:
                execute("COMMIT")
            except BaseException:
                execute("ROLLBACK")
                raise
