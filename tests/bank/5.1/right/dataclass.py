from dataclasses import dataclass, field
from types import TracebackType


@dataclass
class IgnoreMissing:
    ignored: FileNotFoundError | None = field(default=None, init=False)

    def __enter__(self) -> "IgnoreMissing":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> bool:
        self.ignored = error if isinstance(error, FileNotFoundError) else None
        return self.ignored is not None
