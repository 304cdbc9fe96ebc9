from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any


@dataclass(eq=False)
class reusable:
    factory: Callable[[], AbstractContextManager]
    managers: deque = field(default_factory=deque)

    def __enter__(self) -> Any:
        self.managers.appendleft(self.factory())
        try:
            return self.managers[0].__enter__()
        except BaseException:
            self.managers.popleft()
            raise

    def __exit__(self, *error) -> bool | None:
        return self.managers.popleft().__exit__(*error)
