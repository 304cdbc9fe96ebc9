import contextlib


@contextlib.contextmanager
def keep_first(cleanup):
    first = None
    try:
        yield
    except BaseException as error:
        first = error
        raise
    finally:
        try:
            cleanup()
        except Exception as second:
            if first is None:
                raise
            first.add_note("The cleanup failed too:\n" + str(second) + "\n(end)")
