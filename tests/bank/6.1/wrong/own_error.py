# headline: The caller sees the error itself
import heapq
from contextlib import ExitStack


def merge_sorted(inputs, output):
    with ExitStack() as stack:
        files = []
        for path in inputs:
            try:
                files.append(stack.enter_context(open(path, encoding="utf-8")))
            except OSError as error:
                raise RuntimeError(f"cannot open {path}") from error
        target = stack.enter_context(open(output, "w", encoding="utf-8"))
        target.writelines(heapq.merge(*files))
