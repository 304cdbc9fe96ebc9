from contextlib import contextmanager


@contextmanager
def keep_first(cleanup):
    try:
        yield
    except BaseException as error:
        try:
            cleanup()
        except Exception as second:
            error.add_note(f"cleanup failed: {second}")
        raise
    else:
        cleanup()
