from contextlib import ExitStack, contextmanager


@contextmanager
def _noting(cleanup, error):
    try:
        yield cleanup
    except Exception as second:
        error.add_note("{0!s}".format(second))


@contextmanager
def keep_first(cleanup):
    with ExitStack() as after_a_good_block:
        after_a_good_block.callback(cleanup)
        try:
            yield
        except BaseException as error:
            after_a_good_block.pop_all()
            with _noting(cleanup, error) as clean:
                clean()
            raise error
