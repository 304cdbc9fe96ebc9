import heapq
from pathlib import Path
from types import TracebackType


class OpenFiles:
    def __init__(self, paths) -> None:
        self._paths = paths
        self._open: list = []

    def add(self, path, mode="r"):
        file = Path(path).open(mode, encoding="utf-8")
        self._open.append(file)
        return file

    def __enter__(self):
        try:
            self.files = [self.add(path) for path in self._paths]
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None):
        self._close()

    def _close(self) -> None:
        failure = None
        while self._open:
            try:
                self._open.pop().close()
            except BaseException as error:
                failure = failure or error
        if failure is not None:
            raise failure


def merge_sorted(inputs, output) -> None:
    with OpenFiles(inputs) as inputs_open:
        inputs_open.add(output, "w").writelines(heapq.merge(*inputs_open.files))
