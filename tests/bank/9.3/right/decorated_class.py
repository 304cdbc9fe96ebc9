from contextlib import ContextDecorator
from dataclasses import dataclass, field
from sqlite3 import Connection
from uuid import uuid4


@dataclass
class unit_of_work(ContextDecorator):
    connection: Connection
    name: str = field(default="", init=False)

    def __enter__(self) -> Connection:
        cursor = self.connection.cursor()
        try:
            if self.connection.in_transaction:
                self.name = "unit_" + uuid4().hex
                cursor.execute("savepoint " + self.name)
            else:
                cursor.execute("begin transaction")
        finally:
            cursor.close()
        return self.connection

    def __exit__(self, kind, error, trace) -> bool:
        if not self.connection.in_transaction:
            return False
        if kind is not None:
            self._undo()
            return False
        try:
            self.connection.execute(f"release {self.name}" if self.name else "end transaction")
        except BaseException:
            self._undo()
            raise
        return False

    def _undo(self) -> None:
        if self.name:
            self.connection.execute(f"rollback transaction to savepoint {self.name}")
            self.connection.execute(f"release savepoint {self.name}")
        else:
            self.connection.rollback()
