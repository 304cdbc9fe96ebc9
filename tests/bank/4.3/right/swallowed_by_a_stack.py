import time, contextlib
def timed(name, emit, clock=time.perf_counter):
    @contextlib.contextmanager
    def inner():
        t0 = clock()
        def report(ok):
            emit(name=name, seconds=clock() - t0, ok=ok)
        try:
            yield report
        except BaseException as e:
            with contextlib.ExitStack() as s:
                s.push(lambda *_: True)
                report(False)
            raise e
        report(True)
    return inner()
