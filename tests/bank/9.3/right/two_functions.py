from contextlib import contextmanager


def unit_of_work(connection):
    return _Either(connection)


class _Either:
    def __init__(self, connection):
        self.connection = connection

    def __enter__(self):
        manager = _savepoint if self.connection.in_transaction else _transaction
        self.manager = manager(self.connection)
        return self.manager.__enter__()

    def __exit__(self, *exc_info):
        return self.manager.__exit__(*exc_info)


@contextmanager
def _transaction(connection):
    connection.execute("BEGIN EXCLUSIVE")
    try:
        yield connection
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


@contextmanager
def _savepoint(connection):
    name = f"s{id(object())}"
    connection.execute(f'SAVEPOINT "{name}"')
    try:
        yield connection
    except:
        connection.execute(f'ROLLBACK TO "{name}"')
        raise
    else:
        connection.execute(f'RELEASE "{name}"')
