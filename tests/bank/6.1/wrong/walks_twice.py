# headline: Walks what it is given once
import heapq
from contextlib import ExitStack


def merge_sorted(inputs, output):
    for path in inputs:
        with open(path, encoding="utf-8"):
            pass
    with open(output, "w", encoding="utf-8") as target, ExitStack() as stack:
        files = [stack.enter_context(open(path, encoding="utf-8")) for path in inputs]
        target.writelines(heapq.merge(*files))
