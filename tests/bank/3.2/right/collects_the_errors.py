from typing import Any, Callable, Optional


class Database:
    __slots__ = ("_make", "_c", "_is_open")

    def __init__(self, connect: Callable[[], Any]) -> None:
        self._make = connect
        self._c: Optional[Any] = None
        self._is_open = False

    def open(self) -> None:
        if self._is_open:
            raise RuntimeError
        self._c = self._make()
        self._is_open = True

    def close(self) -> None:
        if self._is_open:
            self._is_open = False
            self._c.close()

    def execute(self, sql: str, parameters=()):
        if not self._is_open:
            raise RuntimeError
        return self._c.execute(sql, parameters)

    def __enter__(self) -> "Database":
        self.open()
        return self

    def __exit__(self, kind, error, trace) -> None:
        errors = [] if error is None else [error]
        for step in (self._c.commit if error is None else self._c.rollback, self.close):
            try:
                step()
            except BaseException as failed:
                errors.append(failed)
        if errors and errors[0] is not error:
            raise errors[0]
