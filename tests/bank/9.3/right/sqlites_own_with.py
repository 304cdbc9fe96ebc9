from contextlib import contextmanager, nullcontext


@contextmanager
def unit_of_work(connection):
    outermost = not connection.in_transaction
    connection.execute("BEGIN" if outermost else "SAVEPOINT inner_unit")
    with connection if outermost else nullcontext():
        if outermost:
            yield
            return
        good = False
        try:
            yield
            good = True
        finally:
            if not good:
                connection.execute("ROLLBACK TO inner_unit")
            connection.execute("RELEASE inner_unit")
