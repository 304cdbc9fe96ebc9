import contextlib
import time


@contextlib.contextmanager
def _blocks_error_first():
    block = []

    def remember(error):
        block.append(error)

    try:
        yield remember
    except BaseException:
        if block:
            raise block[0]
        raise


@contextlib.contextmanager
def timed(name, emit, clock=time.perf_counter):
    with _blocks_error_first() as remember:
        start = clock()
        try:
            yield
        except BaseException as error:
            remember(error)
            emit(name=name, seconds=clock() - start, ok=False)
            raise
        emit(name=name, seconds=clock() - start, ok=True)
