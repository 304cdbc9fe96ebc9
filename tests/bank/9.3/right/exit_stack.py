from contextlib import ExitStack, contextmanager


@contextmanager
def unit_of_work(connection):
    if connection.in_transaction:
        begin, undo, end = "SAVEPOINT u", ["ROLLBACK TO u", "RELEASE u"], "RELEASE u"
    else:
        begin, undo, end = "BEGIN DEFERRED", ["ROLLBACK"], "COMMIT"

    def roll_back(kind, error, trace):
        if kind is not None and connection.in_transaction:
            for statement in undo:
                connection.execute(statement)

    connection.execute(begin)
    with ExitStack() as stack:
        stack.push(roll_back)
        yield
        connection.execute(end)
