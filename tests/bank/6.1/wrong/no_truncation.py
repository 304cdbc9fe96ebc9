# headline: Writes every line of every input
import heapq
import os
from contextlib import ExitStack


def merge_sorted(inputs, output):
    with ExitStack() as stack:
        files = [stack.enter_context(open(path, encoding="utf-8")) for path in inputs]
        number = os.open(output, os.O_WRONLY | os.O_CREAT)
        target = stack.enter_context(os.fdopen(number, "w", encoding="utf-8"))
        target.writelines(heapq.merge(*files))
