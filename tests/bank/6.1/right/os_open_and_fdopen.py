import heapq
import os
from contextlib import ExitStack


def merge_sorted(inputs, output):
    with ExitStack() as stack:
        files = []
        for path in inputs:
            number = os.open(path, os.O_RDONLY)
            try:
                file = os.fdopen(number, encoding="utf-8", closefd=True)
            except BaseException:
                os.close(number)
                raise
            files.append(stack.enter_context(file))
        with open(output, "w", encoding="utf-8") as target:
            target.writelines(heapq.merge(*files))
