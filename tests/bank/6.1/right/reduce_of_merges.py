import functools
import heapq
from contextlib import ExitStack, closing


def merge_sorted(inputs, output):
    with ExitStack() as stack:
        files = [stack.enter_context(open(path, encoding="utf-8")) for path in inputs]
        target = stack.enter_context(open(output, "w", encoding="utf-8"))
        for line in functools.reduce(heapq.merge, files, iter(())):
            target.write(line)
