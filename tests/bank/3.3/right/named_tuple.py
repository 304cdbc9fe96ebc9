import typing


class Both(typing.NamedTuple):
    a: object
    b: object


class Pair:
    def __init__(self, acquire_a: typing.Callable, acquire_b: typing.Callable) -> None:
        self._acquire_a, self._acquire_b = acquire_a, acquire_b
        self._both: Both | None = None

    def __enter__(self) -> Both:
        a = self._acquire_a()
        entered = False
        try:
            self._both = Both(a, self._acquire_b())
            entered = True
        finally:
            if not entered:
                a.close()
        return self._both

    def __exit__(self, *_: object) -> None:
        assert self._both is not None
        try:
            self._both.b.close()
        finally:
            self._both.a.close()
