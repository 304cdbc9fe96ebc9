from contextlib import ExitStack, contextmanager


@contextmanager
def keep_first(cleanup):
    def end(kind, error, traceback):
        failed = None
        try:
            cleanup()
        except Exception as second:
            failed = second
        if failed is not None and error is not None:
            error.add_note("%s" % failed)
        elif failed is not None:
            raise failed

    with ExitStack() as stack:
        stack.push(end)
        yield stack
